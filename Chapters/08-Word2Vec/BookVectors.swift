import Formats
import ReadAlong
import Word2Vec

let bookVectorsCommand = Command(
  "book-vectors",
  summary: "Writes the vectors that the book's pictures begin with: frequent words, six bits a number.",
  options: [
    Option(
      "vectors", value: "FILE",
      help: "vectors of train --save; else learned anew from the texts in Data"),
    Option("words", value: "N", default: "2000", help: "how many words, the first of the vectors"),
    Option("save", value: "FILE", help: "where to"),
  ]
) { arguments in
  let file = try arguments.string("save")
  try expectWritable(file)
  let most = try arguments.int("words", in: 1...100_000)
  let vectors =
    try arguments.optionalString("vectors").map { try WordVectors(file: $0) } ?? Library.trained().vectors
  let asked = Set(
    Examples.analogies.flatMap { [$0.0, $0.1, $0.2, $0.3] }
      + (Examples.tests.flatMap { $0.1 } + Examples.kin).flatMap { [$0.0, $0.1] })
  let kept = vectors.words.indices.filter { $0 < most || asked.contains(vectors.words[$0]) }
  // A line with the numbers of words and dimensions, a line for each word, then a byte for each number: the row's
  // largest is 31 or −31, since the length does not matter.
  var bytes = Array("\(kept.count) \(vectors.unit.columns)\n".utf8)
  for i in kept { bytes += vectors.words[i].bytes + [0x0A] }
  var sum = Checksum()
  for i in kept {
    let largest = vectors.unit[row: i].map { abs($0) }.max() ?? 0
    let numbers = vectors.unit[row: i].map { Int8(($0 / max(largest, 1e-9) * 31).rounded()) }
    bytes += numbers.map { UInt8(bitPattern: $0) }
    sum.add(numbers.map { Float($0) })
  }
  try writeSafely(bytes, to: file)
  Page().line("words    \(grouped(kept.count))")
  Page().line("vectors  \(sum.text)")
}
