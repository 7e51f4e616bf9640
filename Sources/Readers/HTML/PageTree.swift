/// A page as its elements and its text, in the order of the file.
///
///     items   open 0 <div>   open 1 <p>   text 8..<14   close   close
///     nodes   0: div, no parent   1: p, parent 0
struct PageTree: Sendable {
  struct Node: Sendable {
    /// Index of the element around this one; -1 at the top.
    var parent: Int32
    var element: PageElement
    /// What class, id and role say.
    var name: FurnitureNames.Kind?
    /// Hidden by attribute or inline style.
    var isHidden = false
    /// Characters other than blanks, here and below; of them those in links; how many links.
    var text = 0
    var linkText = 0
    var links = 0
    /// How many headlines (h1), and how many headings that may be one (h1 to h3), here and below.
    var headlines = 0
    var headings = 0
    /// Whether this is a form; characters in forms below, and how many forms there are, here and below.
    var isForm = false
    var formText = 0
    var forms = 0
    /// Whether `main` or `article` is here or below.
    var hasMain = false
  }

  enum Item: Sendable {
    case open(Int32)
    case close
    /// Bytes of the page.
    case text(Range<Int>)
  }

  var nodes: [Node] = []
  var items: [Item] = []
  /// Elements that state a date, with what they state.
  var dates: [StatedPageDate] = []
  /// Contents of `application/ld+json` scripts, as ranges of the page.
  var linkedData: [[Range<Int>]] = []
  /// How many bytes of text could not be found where the parser saw them. None, as far as is known.
  var lostBytes = 0
}

/// A date in an attribute.
struct StatedPageDate: Sendable {
  /// The element's name or property in lower case: `article:published_time`, `time`.
  var name: String
  var value: String
  var node: Int32
}
