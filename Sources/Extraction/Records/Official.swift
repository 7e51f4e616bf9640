/// A person who holds or held a position, gathered from the whole document.
public struct Official: Hashable, Sendable, Codable {
  /// The fullest name that the document gives.
  public var name: String
  /// The form of address before the name, where the grammar captures it.
  public var honorific: String?
  /// The positions, in the order of the text.
  public var titles: [HeldTitle]
  /// The mentions of the person, indices into `Document.mentions`.
  public var mentions: [Int]

  /// Makes an official from its parts.
  public init(name: String, honorific: String? = nil, titles: [HeldTitle] = [], mentions: [Int] = []) {
    self.name = name
    self.honorific = honorific
    self.titles = titles
    self.mentions = mentions
  }

  /// One position.
  public struct HeldTitle: Hashable, Sendable, Codable {
    private enum CodingKeys: String, CodingKey {
      case text, role, body, place
      case isFormer = "former"
      case isActing = "acting"
      case mentions
    }

    /// The fullest wording.
    public var text: String
    /// The role: `Phó Chủ tịch Thường trực`.
    public var role: String?
    /// The body: `UBND`.
    public var body: String?
    /// The place: `tỉnh Thái Bình`.
    public var place: String?
    /// Whether the text calls it a position of the past (`nguyên`, `cựu`).
    public var isFormer: Bool
    /// Whether the person acts in it for the time being (`quyền`).
    public var isActing: Bool
    /// Its mentions, indices into `Document.mentions`, those without the name beside them too.
    public var mentions: [Int]

    /// Makes a position from its parts.
    public init(
      text: String, role: String? = nil, body: String? = nil, place: String? = nil, isFormer: Bool = false,
      isActing: Bool = false, mentions: [Int] = []
    ) {
      self.text = text
      self.role = role
      self.body = body
      self.place = place
      self.isFormer = isFormer
      self.isActing = isActing
      self.mentions = mentions
    }
  }
}
