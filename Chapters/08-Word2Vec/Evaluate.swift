import Figures
import Formats
import ReadAlong
import Word2Vec

let evaluateCommand = Command(
  "evaluate",
  summary: "Scores vectors by analogies and by similarities, as gensim does.",
  options: [
    Option("vectors", value: "FILE", help: "vectors of train --save or of another word2vec"),
    Option("questions", value: "FILE", help: "analogies: lines \"a b c d\", sections \": name\""),
    Option("similarities", value: "FILE", help: "lines of two words and a rating, parted by tabs"),
    Option("vocabulary", value: "N", default: "30000", help: "ask analogies among so many words"),
  ]
) { arguments in
  let (questions, similarities) = (
    arguments.optionalString("questions"), arguments.optionalString("similarities")
  )
  if questions == nil && similarities == nil {
    throw UserError.usage("expected --questions FILE or --similarities FILE, found neither")
  }
  if questions == nil { try arguments.refuse("vocabulary", because: "it is for --questions") }
  let among = try arguments.int("vocabulary", in: 1...1_000_000_000)
  let vectors = try WordVectors(file: arguments.string("vectors"))
  let page = Page()
  if let file = questions {
    let sections = try analogySections(file)
    let scores = sections.map { vectors.score($0.questions, among: among) }
    guard scores.contains(where: { $0.asked > 0 }) else {
      let count = sections.reduce(0) { $0 + $1.questions.count }
      throw UserError(
        "\(quoted(file)): found no question of known words among \(count), expected one or more")
    }
    page.table(analogyHeader, analogyRows(sections, scores, digits: 6))
  }
  if let file = similarities {
    let pairs = try ratedPairs(file)
    let (spearman, unknown) = vectors.score(pairs)
    guard spearman.isFinite else {
      throw UserError(
        "\(quoted(file)): found \(pairs.count - unknown) pairs of known words, expected two or more that are rated "
          + "differently")
    }
    page.line("similarities   \(fixed(spearman, 6)) (Spearman)")
    page.line("pairs          \(pairs.count), of them \(unknown) with an unknown word")
  }
}

let analogyHeader = ["section", "right", "asked", "share"]

func analogyRows(_ sections: [AnalogySection], _ scores: [(right: Int, asked: Int)], digits: Int)
  -> [[String]]
{
  let total = scores.reduce((right: 0, asked: 0)) { ($0.right + $1.right, $0.asked + $1.asked) }
  return (zip(sections.map(\.name), scores) + [("all", total)]).map { name, score in
    [
      name, String(score.right), String(score.asked),
      fixed(Double(score.right) / Double(max(score.asked, 1)), digits),
    ]
  }
}

struct AnalogySection {
  let name: String
  var questions: [AnalogyQuestion] = []
}

/// The questions of a file like questions-words.txt.
func analogySections(_ file: String) throws -> [AnalogySection] {
  var sections: [AnalogySection] = []
  for (index, line) in try readText(file).split(separator: "\n", omittingEmptySubsequences: false)
    .enumerated()
  {
    let words = line.split(whereSeparator: \.isWhitespace).map { Word($0.utf8) }
    if words.first == ":" {
      sections.append(AnalogySection(name: words.dropFirst().map(\.description).joined(separator: " ")))
    } else if words.count == 4, !sections.isEmpty {
      sections[sections.count - 1].questions.append((words[0], words[1], words[2], words[3]))
    } else if !words.isEmpty {
      let expected = sections.isEmpty ? "a section, \": name\"" : "four words"
      throw UserError(
        "\(quoted(file)), line \(index + 1): found \(quoted(String(line.prefix(40)), marks: true)), "
          + "expected \(expected)")
    }
  }
  return sections
}

/// The pairs of a file like wordsim353.tsv; lines that begin with # are passed over.
func ratedPairs(_ file: String) throws -> [(a: Word, b: Word, rating: Double)] {
  var pairs: [(a: Word, b: Word, rating: Double)] = []
  for (index, line) in try readText(file).split(separator: "\n", omittingEmptySubsequences: false)
    .enumerated()
  {
    if line.hasPrefix("#") || line.allSatisfy(\.isWhitespace) { continue }
    let fields = line.split(separator: "\t").map { String($0.filter { !$0.isNewline }) }
    guard fields.count == 3, finiteNumber(fields[2]) != nil, let rating = Double(fields[2]) else {
      throw UserError(
        "\(quoted(file)), line \(index + 1): found \(quoted(String(line.prefix(40)), marks: true)), expected two words and a number, parted by tabs"
      )
    }
    pairs.append((Word(fields[0]), Word(fields[1]), rating))
  }
  return pairs
}
