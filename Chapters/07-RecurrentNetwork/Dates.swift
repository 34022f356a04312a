import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

/// Days of a hundred years, written in one of six ways, and as ISO 8601 has them.
enum Dates {
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
  ]
  /// The longest way to write a day: "September 12, 1998".
  static let width = 18
  static let length = 10

  struct Day: Equatable {
    let year: Int
    let month: Int  // 1 to 12
    let day: Int
    var iso: String { "\(year)-\(twoDigits(month))-\(twoDigits(day))" }
  }

  /// Every day from 1950 to 2049.
  static let days: [Day] = (1950...2049).flatMap { year in
    (1...12).flatMap { month in (1...length(of: month, year)).map { Day(year: year, month: month, day: $0) } }
  }

  private static func length(of month: Int, _ year: Int) -> Int {
    if month == 2 { return year.isMultiple(of: 4) ? 29 : 28 }  // 2000 was a leap year
    return [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// A day in one of the six ways.
  static func written(_ day: Day, way: Int) -> String {
    let name = months[day.month - 1]
    switch way {
    case 0: return "\(day.day) \(name) \(day.year)"
    case 1: return "\(name) \(day.day), \(day.year)"
    case 2: return "\(day.day) \(name.prefix(3)) \(twoDigits(day.year % 100))"
    case 3: return "\(day.day).\(day.month).\(day.year)"
    case 4: return "\(day.month)/\(day.day)/\(twoDigits(day.year % 100))"
    default: return "\(name.prefix(3)) \(day.day) \(day.year)"
    }
  }

  static let ways = 6

  static let sourceVocabulary = Vocabulary(
    of: Array((months.joined() + "0123456789 ,./").utf8))
  static let targetVocabulary = Vocabulary(of: Array("0123456789-".utf8))

  /// The text as the encoder reads it: spaces before it fill up the width.
  static func source(_ text: String) -> [Int] {
    let spaces = String(repeating: " ", count: max(0, width - text.utf8.count))
    return (spaces + text).utf8.compactMap(sourceVocabulary.symbol)
  }

  static func pair(_ day: Day, way: Int) -> SymbolPair {
    SymbolPair(
      source: source(written(day, way: way)), target: day.iso.utf8.compactMap(targetVocabulary.symbol))
  }

  static func text(_ symbols: [Int]) -> String {
    String(decoding: symbols.map { targetVocabulary.bytes[$0] }, as: UTF8.self)
  }

  /// The days in random order: nine tenths to learn from, the rest held out in every way of writing.
  static func split(seed: UInt64) -> (training: [Day], heldOut: [Day]) {
    var generator = SeededGenerator(seed: seed)
    let shuffled = generator.permutation(of: days.count).map { days[$0] }
    let cut = shuffled.count * 9 / 10
    return (Array(shuffled[..<cut]), Array(shuffled[cut...]))
  }

  private static func twoDigits(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
}
