import GrammarEngine
import TextModel

extension StandardNormalizers {
  /// The symbol of a document with its slashes and hyphens restored.
  ///
  ///     symbol = number ["/" year] "/" kind {"-" issuer}        state: 77/2019/NĐ-CP, 461/QĐ-TTg
  ///            | number "-" kind "/" issuer                     Party: 20-NQ/TW
  ///
  ///     45/2021NĐ-CP  → 45/2021/NĐ-CP     77/2019-NĐ-CP → 77/2019/NĐ-CP     461QĐ-TTg → 461/QĐ-TTg
  ///     20 - NQ/TW    → 20-NQ/TW          20NQ/TW       → 20-NQ/TW          77/2019/NĐ CP → 77/2019/NĐ-CP
  ///     12a/2015/TT-BTC: a single letter behind the number belongs to it
  ///
  /// Letters stay as written.
  static var legalSymbol: Normalizer {
    make(
      "legalSymbol", [items(required: true)], .text,
      "A document's symbol with its slashes and hyphens restored and no spaces."
    ) { call in
      symbol(fromTokens: call.items(0).flatMap(\.tokens)).map { .text($0) }
    }
  }

  static func symbol(fromTokens tokens: [String]) -> String? {
    var pieces: [String] = []
    for token in tokens {
      for piece in cut(token) {
        // `12` `a` or `12a`, before a mark: one number. (`10L/CTN` is an order, Lệnh.)
        if pieces.count == 1, isDigits(pieces[0]), isLetters(piece), piece.count == 1, piece != "L" {
          pieces[0] += piece
          continue
        }
        guard let previous = pieces.last else {
          if !isMark(piece) { pieces.append(piece) }
          continue
        }
        if isMark(piece) {
          // Of two marks in a row the slash stays: `77/ -2019`.
          if isMark(previous) {
            if piece == "/" { pieces[pieces.count - 1] = piece }
          } else {
            pieces.append(piece)
          }
        } else if !isMark(previous), !(isLetters(previous) && isDigits(piece)) {
          pieces += [missingMark(after: pieces), piece]
        } else {
          pieces.append(piece)
        }
      }
    }
    if let tail = pieces.last, isMark(tail) { pieces.removeLast() }
    guard let first = pieces.first else { return nil }

    // `77/2019-NĐ-CP`: what follows number and year is a slash.
    if pieces.count > 4, isNumber(first), pieces[1] == "/", isYear(pieces[2]), pieces[3] == "-",
      isLetters(pieces[4])
    {
      pieces[3] = "/"
    }
    // `20NQ/TW`, read as 20/NQ/TW so far: number, kind, slash, issuer is the Party's form with a hyphen first.
    if pieces.contains(missingSlash) {
      let index = pieces.firstIndex(of: missingSlash)!
      let isParty = index == 1 && pieces.count == 5 && pieces[3] == "/"
      pieces[index] = isParty ? "-" : "/"
    }
    return pieces.joined()
  }

  /// Stands for a mark that the text left out behind the number.
  private static let missingSlash = "\u{0}"

  private static func missingMark(after pieces: [String]) -> String {
    let last = pieces[pieces.count - 1]
    if pieces.count == 1, isNumber(last) { return missingSlash }
    if isDigits(last) {
      return isYear(last) && pieces.count == 3 ? "/" : "-"
    }
    return "-"
  }

  /// A token as marks, runs of digits and runs of letters; dashes of all kinds are hyphens, other marks only divide.
  private static func cut(_ token: String) -> [String] {
    var pieces: [String] = []
    var isOpen = false
    for character in token {
      if "-\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2212}".contains(character) {
        pieces.append("-")
        isOpen = false
      } else if character == "/" || character == "\u{2044}" {
        pieces.append("/")
        isOpen = false
      } else if !character.isLetter && !character.isNumber {
        isOpen = false
      } else if isOpen, let last = pieces.last, isDigits(last) == isDigits(String(character)) {
        pieces[pieces.count - 1].append(character)
      } else {
        pieces.append(String(character))
        isOpen = true
      }
    }
    return pieces
  }

  private static func isMark(_ piece: String) -> Bool {
    piece == "/" || piece == "-" || piece == missingSlash
  }
  private static func isDigits(_ piece: String) -> Bool {
    !piece.isEmpty && piece.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
  /// `12`, `12a`.
  private static func isNumber(_ piece: String) -> Bool {
    isDigits(piece) || piece.count > 1 && isDigits(String(piece.dropLast()))
  }
  private static func isLetters(_ piece: String) -> Bool { !isMark(piece) && !isDigits(piece) }
  private static func isYear(_ piece: String) -> Bool {
    piece.utf8.count == 4 && isDigits(piece) && (Int(piece).map { (1900...2199).contains($0) } ?? false)
  }

  /// The value of a document that the text gives no symbol: `Nghị định 116`, `Luật Hợp tác xã 2012`.
  static var legalName: Normalizer {
    make(
      "legalName", [text(required: true), text("name"), text("number"), text("year")], .text,
      "Kind, name or number, and year, as written, with one space between them.",
      needsOneOf: ["name", "number", "year"]
    ) { call in
      guard let kind = call.text(0),
        call.text("name") != nil || call.text("number") != nil || call.text("year") != nil
      else { return nil }
      let parts = [kind, call.text("name"), call.text("number"), call.text("year")].compactMap { $0 }
      return .text(parts.joined(separator: " "))
    }
  }
}
