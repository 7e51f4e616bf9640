import Glibc
import Measuring

/// The kind of machine, in words.
enum Machine {
  static func description(swift: String?) -> String {
    let processor = lines("/proc/cpuinfo")
    func value(_ lines: [Substring], _ key: String, _ separator: Character) -> String? {
      lines.first { $0.hasPrefix(key) }?.split(separator: separator, maxSplits: 1).last.map {
        String($0).trimmed
      }
    }
    let model = value(processor, "model name", ":") ?? "a processor"
    let isVirtual = value(processor, "flags", ":")?.contains("hypervisor") == true
    let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    let kilobytes =
      value(lines("/proc/meminfo"), "MemTotal", ":").flatMap { Double($0.prefix { $0.isNumber }) } ?? 0
    let system = value(lines("/etc/os-release"), "PRETTY_NAME", "=")?.filter { $0 != "\"" } ?? "Linux"
    var name = utsname()
    uname(&name)
    let architecture = withUnsafePointer(to: &name.machine) { pointer in
      // SAFETY: uname fills the array with a NUL-terminated name.
      pointer.withMemoryRebound(to: CChar.self, capacity: 65) { String(cString: $0) }
    }
    var text = "\(model) (\(architecture)), \(cores) cores\(isVirtual ? " of a virtual machine" : ""), "
    text += "\((kilobytes / 1024 / 1024).text(0)) GiB, \(system)"
    if let swift { text += ", \(swift)" }
    return text
  }

  static func today() -> String {
    var now = time(nil)
    var parts = tm()
    gmtime_r(&now, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
  }

  private static func lines(_ path: String) -> [Substring] {
    String(decoding: Files.read(path), as: UTF8.self).split(separator: "\n")
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
