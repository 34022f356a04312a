/// A script without the lines that are comments alone and without indentation: a tenth less is sent.
///
/// What stands in a string between two backquotes keeps its lines.
func withoutComments(_ script: String) -> String {
  var kept: [Substring] = []
  var (isComment, isQuoted) = (false, false)
  for line in script.split(separator: "\n", omittingEmptySubsequences: false) {
    let words = line.drop { $0 == " " }
    if !isQuoted && words.isEmpty { continue }
    if isQuoted || !(isComment || words.hasPrefix("//") || words.hasPrefix("/**")) {
      kept.append(isQuoted ? line : words)
      if line.count(where: { $0 == "`" }) % 2 == 1 { isQuoted.toggle() }
    } else {
      isComment = !words.hasPrefix("//") && !words.hasSuffix("*/")
    }
  }
  return kept.map { $0 + "\n" }.joined()
}
