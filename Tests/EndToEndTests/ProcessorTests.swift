import CProcessors
import Testing

@Suite("How many processors the process may use")
struct ProcessorTests {
  @Test(
    "a quota of control groups is rounded up",
    arguments: [
      // cpu.max of version 2.
      ("max 100000\n", 0), ("150000 100000\n", 2), ("200000 100000\n", 2), ("200001 100000\n", 3),
      ("10000 100000\n", 1), ("1 1000000\n", 1),
      // cpu.cfs_quota_us and cpu.cfs_period_us of version 1.
      ("-1\n100000\n", 0), ("50000\n100000\n", 1), ("400000\n100000\n", 4),
      // Nothing that says anything.
      ("", 0), ("\n", 0), ("x", 0), ("100000", 0), ("100000 0\n", 0), ("0 100000\n", 0), ("100000 x\n", 0),
      ("9223372036854775807 1\n", Int32.max),
    ])
  func quota(text: String, count: Int32) {
    #expect(cprocessors_of_quota(text) == count)
  }

  @Test(
    "the group is found in /proc/self/cgroup",
    arguments: [
      ("0::/user.slice/a\n", nil, "/user.slice/a"), ("0::/\n", nil, "/"),
      ("12:cpuset:/c\n4:cpu,cpuacct:/docker/1f\n0::/x\n", "cpu", "/docker/1f"),
      ("12:cpuset:/c\n4:cpu,cpuacct:/docker/1f\n0::/x\n", nil, "/x"), ("12:cpuset:/c\n", "cpu", ""),
      ("3:cpuacct,cpu:/b", "cpu", "/b"), ("", nil, ""), ("0:\n::\n", nil, ""),
      ("no line of groups", "cpu", ""),
    ] as [(String, String?, String)])
  func group(text: String, controller: String?, path: String) {
    var bytes = [CChar](repeating: 0, count: 64)
    let length = cprocessors_group(text, controller, &bytes, 64)
    #expect(length == path.utf8.count)
    #expect(bytes.prefix(Int(length)).map { UInt8(bitPattern: $0) } == Array(path.utf8))
    // One that does not fit is none.
    #expect(cprocessors_group(text, controller, &bytes, Int32(path.utf8.count)) == 0)
  }

  @Test("there is at least one")
  func available() {
    #expect(cprocessors_available() >= 1)
  }
}
