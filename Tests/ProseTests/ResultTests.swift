import Formats
import Foundation
import ReadAlong
import Testing

/// A table of results is typed by hand: each number in it stands in what is computed.
@Suite struct ResultTests {
  @Test(arguments: try Prose.paths().filter { $0.hasPrefix("Chapters/0") })
  func `Every result beside the decks' is in an output, in the long results or among the speeds`(path: String)
    throws
  {
    let page = try Prose(path)
    let outputs = page.fences.filter { $0.info.hasPrefix("output") || $0.language == "console" }
    let longer = try readText(root.appendingPathComponent(".ci/results").path)
    let computed = Set(numbers(outputs.flatMap(\.lines).joined(separator: "\n")))
      .union(numbers(try readText(root.appendingPathComponent("Tests/Peers/README.md").path)))
    // Of 10,000 test images each is a hundredth of a percent
    let counted = Set(numbers(longer)).union(numbers(longer).map { $0 / 100 })
    var isResults = false
    for block in page.blocks {
      if case .heading(2, let title) = block.content { isResults = title.plain.hasPrefix("Results") }
      guard isResults, case .table(_, _, let rows) = block.content else { continue }
      for row in rows {
        let cells = row.map(\.plain)
        // .ci/results compares these rows by their names
        if longer.contains("\"\(cells[0])\"") { continue }
        // The settings stand in the first cell; "the same" are the deck's
        let isSame = cells.last == "the same"
        for number in numbers(isSame ? cells[1] : cells.last ?? "") where !numbers(cells[0]).contains(number)
        {
          #expect(
            computed.contains(number) || counted.contains(number),
            "\(block.place): \(cells[0]): nothing computes \(number)")
        }
      }
    }
  }

  @Test func `Numbers are read as pages write them`() {
    #expect(
      numbers("1 440 000, 5.4 times, .298 and 3,078: 1e-3 w₁ x2") == [1_440_000, 5.4, 0.298, 3078, 0.001])
  }

  /// The numbers of a text, thousands parted by commas or blanks or not at all.
  private func numbers(_ text: String) -> [Double] {
    text.replacing(/([0-9]),(?=[0-9]{3}(?![0-9]))/) { $0.output.1 }
      .replacing(/([0-9]) (?=[0-9]{3}(?![0-9.]))/) { $0.output.1 }
      .matches(of: /(?:^|[^A-Za-z0-9_.])((?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e-?[0-9]+)?)/).compactMap {
        Double($0.output.1)
      }
  }
}
