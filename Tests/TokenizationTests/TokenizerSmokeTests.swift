import Testing

@testable import Tokenization

@Test("the fast path and ICU agree on mixed text") func smoke() {
  let t = Tokenizer(abbreviations: ["TP.", "PGS.TS.", "ThS."])
  for s in [
    "1106Ngày QH14 8h30 xã.Theo a.b@gmail.com. vnexpress.net, theo.network 77/2019/NĐ-CP",
    "PGS.TS. Nguyễn Văn A. Ông hoà – TP. Hồ Chí Minh… Đúng.", "e\u{302}\u{301} thuỷ qúy gìa hòan\u{ad}g",
  ] {
    let r = t.tokenize(Array(s.utf8))
    let i = t.tokenizeByICU(Array(s.utf8))
    #expect(r.tokens == i.tokens)
    r.map._checkInvariants(derivedLength: r.shadow.count, originalLength: r.text.count)
  }
}
