/// Where results go.
enum OutputDestination {
  case standardOutput
  /// All of them into one file, written whole at the end or not at all.
  case file(String, replacing: Bool)
  /// One file for each document, mirroring the input's folders.
  case folder(String, replacing: Bool)
}
