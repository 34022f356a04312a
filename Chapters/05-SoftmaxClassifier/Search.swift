import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

let searchCommand = Command(
  "search",
  summary: "Looks for the best hyper-parameters: tries many, each judged by folds held out in turn.",
  options: DataSet.options(usual: "digits") + [
    Option(
      "trials", value: "N", default: "20", help: "random candidates; rate and λ evenly over the logarithms"),
    Option("grid", help: "instead of random candidates every combination of the values below"),
    Option("layers", value: "N,N,…", default: "1,2,3", help: "numbers of hidden layers"),
    Option("neurons", value: "N,N,…", default: "100,200,300", help: "neurons of each hidden layer"),
    Option("activations", value: "NAME,…", default: "sigmoid,relu", help: "of hidden layers"),
    Option("learning-rates", value: "X,X,…", default: "0.03,0.1,0.3,1", help: "ascending"),
    Option("l2s", value: "X,X,…", default: "0.00001,0.0001,0.001", help: "values of λ, ascending"),
    Option("batches", value: "N,N,…", default: "16,64", help: "examples a step"),
    Option("folds", value: "N", default: "5", help: "parts of the training examples, each held out once"),
    Option(
      "epochs", value: "N", default: "20", help: "passes over the examples, for every candidate and fold"),
    Option("seed", value: "N", default: "1", help: "decides candidates, folds, first weights and order"),
    Option(
      "threads", value: "N", default: "2", help: "threads, a fold each; they change no bit of the result"),
    Option(
      "log", value: "FILE", help: "write each result to a CSV file; a search that was stopped goes on from it"
    ),
    Option("save", value: "FILE", help: "write the best, trained on all examples, to a safetensors file"),
  ]
) { arguments in
  try arguments.expectEither(("grid", "trials"))
  let seed = try arguments.seed("seed")
  let data = try DataSet(arguments, or: "digits", seed: seed)
  let search = try Search(arguments, data, seed: seed)
  try TrainingRun.checkFiles(arguments)
  defer { Interruption.ignore() }
  let results = try search.run(data, log: arguments.optionalString("log"))
  let isStopped = results.count < search.candidates.count
  let page = Page()
  show(results, on: page)

  let best = results[0].candidate
  var generator = SeededGenerator(seed: seed)
  var saved = SavedNetwork(
    best.network(inputs: data.inputs, classes: data.classes.count, using: &generator), data, best.settings)
  Interruption.watch()
  do {
    saved.epochs = try Lanes.train(&saved.network, data.X, data.y, best.settings) { _ in
      !Interruption.isAsked
    }
  } catch {
    throw UserError("\(error)")
  }
  let errors = try errorLines(saved.network, data)
  let file = arguments.optionalString("save")
  if let file { try saved.write(to: file) }
  if isStopped || saved.epochs < best.settings.epochs {
    let place = file.map { "the best saved to \(quoted($0))" } ?? "not saved: there is no --save"
    let epochs = "after epoch \(saved.epochs) of \(best.settings.epochs) of the best"
    let candidates = "after candidate \(results.count) of \(search.candidates.count)"
    writeToStandardError("stopped \(isStopped ? candidates : epochs); \(place)\n")
  }
  page.line("The best, trained on all \(grouped(data.y.count)) training examples:")
  for line in errors { page.line(line) }
}

/// The ten best and the spread of all, best first.
private func show(_ results: [Judged], on page: Page) {
  page.table(
    ["hidden layers", "activation", "rate", "λ", "batch", "right", "deviation", "worst fold", "best"],
    results.prefix(10).map { result in
      let candidate = result.candidate
      return [
        hiddenText(candidate), candidate.activation.rawValue, brief(candidate.settings.learningRate),
        brief(candidate.l2), "\(candidate.batch)", percent(result.mean), percent(result.deviation),
        percent(result.accuracies.min() ?? 0), percent(result.accuracies.max() ?? 0),
      ]
    })
  let (best, worst) = (results[0], results[results.count - 1])
  let median = (results[results.count / 2].mean + results[(results.count - 1) / 2].mean) / 2
  page.line(
    "\(grouped(results.count)) candidates: the best \(percent(best.mean)) right on average over "
      + "\(best.accuracies.count) folds, the median \(percent(median)), the worst \(percent(worst.mean)).")
}

/// 0.118 or 2.5e-4
func brief(_ x: Float) -> String { x < 0.001 ? scientific(x, 1) : fixed(x, 3) }

private func hiddenText(_ candidate: Candidate) -> String {
  candidate.hidden.isEmpty ? "none" : "\(candidate.hidden.count) × \(candidate.hidden[0])"
}

extension Candidate {
  fileprivate var l2: Float { 2 * settings.penalty.l2 }
  fileprivate var batch: Int { settings.batch ?? 0 }
}

// MARK: - The search

private struct Search {
  let candidates: [Candidate]
  let folds: Int
  let epochs: Int
  let seed: UInt64
  let threads: Int

  init(_ arguments: Arguments, _ data: DataSet, seed: UInt64) throws {
    folds = try arguments.int("folds", in: 2...1000)
    if folds > data.y.count {
      throw UserError.usage("option --folds: expected at most the \(data.y.count) examples, found \(folds)")
    }
    epochs = try arguments.int("epochs", in: 1...1_000_000)
    let space = try SearchSpace(arguments, epochs: epochs, seed: seed)
    threads = try arguments.threads()
    self.seed = seed
    let trials = try arguments.int("trials", in: 1...1_000_000)
    var generator = SeededGenerator(seed: seed)
    candidates =
      arguments.flag("grid")
      ? space.grid() : (0..<trials).map { _ in space.random(using: &generator) }
    for candidate in candidates {
      try expectMemory(
        forLayers: [data.inputs] + candidate.hidden + [data.classes.count],
        examples: data.y.count, batch: candidate.settings.batch ?? data.y.count, copies: min(threads, folds))
    }
  }

  /// All results, the best first. With a log, those it has already are taken from there.
  func run(_ data: DataSet, log path: String?) throws -> [Judged] {
    let log = try path.map { try SearchLog($0, self, data) }
    var results = zip(candidates, log?.found ?? []).map { Judged(candidate: $0, accuracies: $1) }
    let known = results.count
    if known == candidates.count { return sorted(results) }
    let progress = Progress(step: "candidate", total: candidates.count, alreadyDone: known, unit: "networks")
    defer { progress.finish() }
    Interruption.watch("\nending this candidate; Ctrl-C once more stops at once\n")
    for (trial, candidate) in candidates.enumerated().dropFirst(known) {
      let accuracies = crossValidate(
        candidate, data.X, data.y, classes: data.classes.count, folds: folds, threads: threads)
      try log?.append(trial, candidate, accuracies)
      results.append(Judged(candidate: candidate, accuracies: accuracies))
      progress.update(completed: trial + 1, units: (trial + 1 - known) * folds)
      if Interruption.isAsked { break }
    }
    return sorted(results)
  }

  /// The best first; of equal ones the earlier.
  private func sorted(_ results: [Judged]) -> [Judged] {
    let order = results.indices.sorted { (-results[$0].mean, $0) < (-results[$1].mean, $1) }
    return order.map { results[$0] }
  }
}

extension SearchSpace {
  fileprivate init(_ arguments: Arguments, epochs: Int, seed: UInt64) throws {
    func numbers<Number: LosslessStringConvertible & Comparable>(
      _ name: String, _ range: ClosedRange<Number>, _ expected: String
    ) throws -> [Number] {
      try arguments.string(name).split(separator: ",", omittingEmptySubsequences: false).map { text in
        guard let number = Number(String(text)), range.contains(number) else {
          throw UserError.usage("option --\(name): expected \(expected), found \"\(text)\"")
        }
        return number
      }
    }
    func ascending(_ name: String) throws -> [Float] {
      let expected = "numbers above 0, ascending"
      let values = try numbers(name, Float.leastNormalMagnitude...Float.greatestFiniteMagnitude, expected)
      guard values == values.sorted() else {
        throw UserError.usage("option --\(name): expected \(expected), found \(try arguments.string(name))")
      }
      return values
    }
    self.init(epochs: epochs, seed: seed)
    let layers = try numbers("layers", 0...10, "whole numbers from 0 to 10")
    let neurons = try numbers("neurons", 1...100_000, "whole numbers from 1 to 100000")
    hidden = layers.flatMap { count in
      count == 0 ? [[]] : neurons.map { [Int](repeating: $0, count: count) }
    }
    activations = try arguments.string("activations").split(separator: ",", omittingEmptySubsequences: false)
      .map { name in
        guard let activation = Activation(rawValue: String(name)) else {
          throw UserError.usage("option --activations: expected sigmoid, relu or linear, found \"\(name)\"")
        }
        return activation
      }
    learningRates = try ascending("learning-rates")
    l2s = try ascending("l2s")
    batches = try numbers("batches", 1...1_000_000, "whole numbers from 1")
  }
}

// MARK: - The log

/// A row for each candidate: what was tried, and the accuracies of the folds.
private struct SearchLog {
  private let file: LogFile
  private let common: [String]
  /// The accuracies of the first candidates, from an earlier run.
  let found: [[Float]]

  private static let columns = [
    "data", "examples", "checksum", "seed", "epochs", "trial", "hidden_layers", "neurons", "activation",
    "learning_rate", "l2", "batch", "accuracies",
  ]

  /// Begins a log, or goes on with the one at `path`, which must be of the same search.
  init(_ path: String, _ search: Search, _ data: DataSet) throws {
    file = try LogFile(path, columns: SearchLog.columns, resume: true)
    common = [data.name, "\(data.y.count)", data.checksum, "\(search.seed)", "\(search.epochs)"]
    let lines = try readText(path).split(separator: "\n").dropFirst()
    found = try zip(search.candidates, lines).enumerated().map { [common] trial, pair in
      let fields = pair.1.split(separator: ",").map(String.init)
      let expected = common + SearchLog.settings(trial, pair.0)
      guard fields.count == expected.count + 1, fields.dropLast() == expected[...] else {
        throw UserError(
          "\(path), line \(trial + 2): found \(pair.1), expected \(expected.joined(separator: ",")),…: "
            + "it is the log of another search")
      }
      let accuracies = fields[expected.count].split(separator: " ").compactMap { finiteNumber(String($0)) }
      guard accuracies.count == search.folds, accuracies.allSatisfy({ (0...1).contains($0) }) else {
        throw UserError(
          "\(path), line \(trial + 2): found the accuracies \(fields[expected.count]), "
            + "expected \(search.folds) from 0 to 1")
      }
      return accuracies
    }
  }

  func append(_ trial: Int, _ candidate: Candidate, _ accuracies: [Float]) throws {
    let text = accuracies.map { "\($0)" }.joined(separator: " ")
    try file.append(row: common + SearchLog.settings(trial, candidate) + [text])
  }

  private static func settings(_ trial: Int, _ candidate: Candidate) -> [String] {
    [
      "\(trial + 1)", "\(candidate.hidden.count)", "\(candidate.hidden.first ?? 0)",
      candidate.activation.rawValue, "\(candidate.settings.learningRate)", "\(candidate.l2)",
      "\(candidate.batch)",
    ]
  }
}
