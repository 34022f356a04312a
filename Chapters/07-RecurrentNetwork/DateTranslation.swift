import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let datesCommand = Command(
  "dates",
  summary: "Trains section 7.8's translator of dates and asks it for the held-out and the strange ones.",
  options: [
    Option("steps", value: "N", default: "\(DateTranslation.settings.steps)", help: "training steps"),
    Option("seed", value: "N", default: "1", help: "decides first weights and pairs"),
  ]
) { arguments in
  let steps = try arguments.int("steps", in: 1...1_000_000)
  try expectMemory(ofNumbers: [32 << 20], for: "the translator of dates")
  var translation = DateTranslation(seed: try arguments.seed("seed"), steps: steps)
  try translation.train { _ in }
  let page = Page()
  page.line(rightInAll(translation.model.right(translation.test)))
  page.table(["read", "written"], strangeDates(translation.model))
}

func rightInAll(_ right: [Bool]) -> String {
  "right in all: \(grouped(right.count { $0 })) of \(grouped(right.count))"
}

/// Ways of writing that no network has seen, and what this one writes.
func strangeDates(_ model: EncoderDecoder) -> [[String]] {
  let strange = ["12. 3. 1998", "31.2.2001", "May 5, 1850", "5 may 1998", "September 1998"]
  let written = Lanes.write(model, strange.map(Dates.source), length: Dates.length)
  return zip(strange, written).map { [$0, Dates.text($1)] }
}

/// What section 7.8 trains, on what, and what it holds out.
struct DateTranslation {
  static let settings = TrainingSettings(
    steps: 2000, batch: 32, learningRate: 0.01, lastRate: 0.02, clip: 1)
  let heldOut: [Dates.Day]
  let test: [SymbolPair]
  private let pairs: [SymbolPair]
  private let settings: TrainingSettings
  private var training: Training<EncoderDecoder>

  var model: EncoderDecoder { training.model }

  /// - Parameter seed: of weights and pairs; the days held out are always the same.
  init(seed: UInt64, steps: Int = settings.steps) {
    let usual = DateTranslation.settings
    settings = TrainingSettings(
      steps: steps, batch: usual.batch, learningRate: usual.learningRate, lastRate: usual.lastRate,
      clip: usual.clip)
    let (days, heldOut) = Dates.split(seed: 1)
    var generator = SeededGenerator(seed: seed)
    pairs = (0..<40_000).map { _ in
      Dates.pair(days[generator.index(below: days.count)], way: generator.index(below: Dates.ways))
    }
    training = Training(
      EncoderDecoder(
        .lstm, sourceSymbols: Dates.sourceVocabulary.count, targetSymbols: Dates.targetVocabulary.count,
        hidden: 64, using: &generator))
    self.heldOut = heldOut
    test = heldOut.prefix(300).flatMap { day in (0..<Dates.ways).map { Dates.pair(day, way: $0) } }
  }

  mutating func train(_ hear: (TrainingStep<EncoderDecoder>) -> Void) throws {
    try Lanes.train(&training, on: pairs, settings, threads: cores) { step in
      hear(step)
      return true
    }
  }
}

extension EncoderDecoder {
  /// Whether all ten characters of each target are written.
  func right(_ pairs: [SymbolPair]) -> [Bool] {
    zip(Lanes.write(self, pairs.map { $0.source }, length: Dates.length), pairs).map { $0 == $1.target }
  }
}
