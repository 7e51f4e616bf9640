/// A person who holds or held a position, gathered from the whole document.
public struct Official: Hashable, Sendable {
  /// The fullest name that the document gives.
  public var name: String
  /// The form of address before the name, where the grammar captures it.
  public var honorific: String?
  public var titles: [HeldTitle]
  /// The mentions of the person, indices into `Document.mentions`.
  public var mentions: [Int]

  public init(name: String, honorific: String? = nil, titles: [HeldTitle] = [], mentions: [Int] = []) {
    self.name = name
    self.honorific = honorific
    self.titles = titles
    self.mentions = mentions
  }

  /// One position.
  public struct HeldTitle: Hashable, Sendable {
    /// The fullest wording.
    public var text: String
    public var role: String?
    public var body: String?
    public var place: String?
    public var isFormer: Bool
    public var isActing: Bool
    /// Its mentions, indices into `Document.mentions`, those without the name beside them too.
    public var mentions: [Int]

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
