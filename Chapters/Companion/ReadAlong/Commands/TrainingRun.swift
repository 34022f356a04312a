import Formats
import Foundation

/// A training as every `train` command runs it: its bar, its log, its saves, and its end by Ctrl-C.
///
///     let run = try TrainingRun(arguments, total: settings.epochs, done: saved.epochs, unit: "examples", y.count)
///     try run.train {
///       try train(&model, X, y, settings, from: run.first) { epoch in
///         (saved.model, saved.epochs) = (epoch.model, epoch.number)
///         return run.report(epoch.number, epoch.loss, saving: saved.save)
///       }
///     }
///     let error = try finite(loss(saved.model, X, y))  // what cannot be used is not saved
///     try run.finish(saving: saved.save)
///
/// What was logged and saved fits together whenever the run is killed: an epoch's row is written before the
/// model is saved, and a run that is resumed drops the rows of epochs that were not saved.
public final class TrainingRun {
  /// The options that a run reads; a chapter says what its files are.
  public static func options(
    save: String, resume: String = "go on from a saved model",
    log: String = "write epoch and loss to a CSV file"
  ) -> [Option] {
    [
      Option("save", value: "FILE", help: save), Option("resume", value: "FILE", help: resume),
      Option("log", value: "FILE", help: log),
    ]
  }

  /// The first epoch to train.
  public let first: Int
  private let step: String
  private let columns: [String]
  private let total: Int
  private let unitsAStep: Int
  private let target: String?
  private let log: LogFile?
  private let progress: Progress
  private var last: Int
  private var saved: Int?
  private var leastLoss = Float.infinity
  private var sinceSave = secondsSinceStart()
  private var failure: (any Error)?

  /// Checks the files of `--save` and `--log`, of which none may be another or one that is read; begins or
  /// continues the log, and shows the bar. Throws a `UserError`.
  ///
  /// - Parameters:
  ///   - total: how many epochs there shall be, those already done included.
  ///   - unitsAStep: images, examples or the like that an epoch works through.
  ///   - columns: of the log, beginning with the epoch.
  ///   - step: what is counted if not epochs, as the option that asks for it is named without its "s".
  ///   - isBetween: what is done ended between two rows of the log: one that was written of that end is dropped.
  ///   - saving: the option that names the file which every epoch is saved to.
  public init(
    _ arguments: Arguments, total: Int, done: Int, unit: String, _ unitsAStep: Int,
    columns: [String] = ["epoch", "loss"], step: String = "epoch",
    isBetween: Bool = false, saving: String = "save"
  ) throws {
    guard done <= total else {
      throw UserError("the saved model has \(done) \(step)s already, --\(step)s asks for \(total)")
    }
    try TrainingRun.checkFiles(arguments)
    (self.step, self.total, self.unitsAStep, first, last) = (step, total, unitsAStep, done + 1, done)
    self.columns = columns
    target = arguments.optionalString(saving)
    let logged = done < total && isBetween ? done - 1 : done
    let logFile = arguments.hasOption("log") ? arguments.optionalString("log") : nil
    log = try logFile.map { try LogFile($0, columns: columns, after: logged) }
    progress = Progress(step: step, total: total, alreadyDone: done, unit: unit)
  }

  /// What is written must not be what is read, nor written twice; a saved model may be resumed in its place.
  public static func checkFiles(_ arguments: Arguments) throws {
    func path(_ option: String) -> String? {
      arguments.hasOption(option) ? arguments.optionalString(option) : nil
    }
    if let resumed = path("resume") { allowReplacing(resumed) }
    let outputs = ["save", "checkpoint", "log", "output"]
    for (index, output) in outputs.enumerated() {
      guard let written = path(output) else { continue }
      for other in ["data", "corpus", "file", "weights", "input", "resume"] + outputs[..<index] {
        guard let read = path(other), isSameFile(written, read) else { continue }
        if other == "resume" && output != "log", isWeightsFile(written) == isWeightsFile(read) { continue }
        throw UserError.usage(
          "option --\(output): \(quoted(written)) is the file of --\(other), expected another")
      }
      if written.hasSuffix(".gz") {
        throw UserError.usage(
          "option --\(output): expected a name that does not end in .gz, which is read as packed; "
            + "found \(quoted(written, marks: true))")
      }
      if output != "log" { try expectWritable(written) }
    }
  }

  /// Runs the training and ends the bar; what goes wrong becomes the sentence of a `UserError`.
  @discardableResult
  public func train<Result>(_ training: () throws -> Result) throws -> Result {
    Interruption.watch()  // until `finish` has saved
    defer { progress.finish() }
    do {
      let result = try training()
      if let failure { throw failure }
      return result
    } catch {
      Interruption.ignore()
      let place = target.flatMap { target -> String? in
        if let saved { return "; \(quoted(target)) has what was saved after \(step) \(saved)" }
        return access(target, F_OK) == 0 ? "; \(quoted(target)) is as it was" : nil
      }
      throw UserError("\(error)\(place ?? "")")
    }
  }

  /// Whether Ctrl-C asks for an end: a step that need not be reported had better be.
  public var isEnding: Bool { Interruption.isAsked }

  /// Shows how far the training is, between two reports.
  public func show(_ completed: Int, part: Double = 0, _ loss: Float? = nil) {
    let units = (Double(completed - first + 1) + part) * Double(unitsAStep)
    progress.update(completed: completed, part: part, loss: loss, units: Int(units))
  }

  /// Hears of an epoch, logs it, and saves the model, at most once a second, when `--save` asks for it; the last
  /// one waits for `finish`, and one whose loss has doubled, which may be about to diverge, for a better one, but
  /// for no more than a minute.
  ///
  /// - Parameters:
  ///   - values: the columns of the log after the epoch; the loss unless given.
  ///   - units: worked through since this run began, unless as many an epoch as the initializer was told.
  /// - Returns: whether to go on: not after an error, which `train` throws, nor after Ctrl-C.
  public func report(
    _ epoch: Int, _ loss: Float?, _ values: [any CustomStringConvertible]? = nil, units: Int? = nil,
    saving save: (String) throws -> Void
  ) -> Bool {
    last = epoch
    progress.update(completed: epoch, loss: loss, units: units ?? (epoch - first + 1) * unitsAStep)
    do {
      if let loss { try expectFinite(values ?? [loss], epoch) }
      try log?.append(row: [epoch.description] + (values ?? loss.map { [$0] } ?? []).map(\.description))
      if let loss { leastLoss = min(leastLoss, loss) }
      if let target, epoch < total, !Interruption.isAsked,
        sinceSave() >= (loss ?? 0 <= 2 * leastLoss ? 1 : 60)
      {
        try save(target)
        saved = epoch
        sinceSave = secondsSinceStart()
      }
    } catch {
      failure = error
    }
    return failure == nil && !Interruption.isAsked
  }

  /// A loss on what is held out may be no number where that of the training still is one.
  private func expectFinite(_ values: [any CustomStringConvertible], _ epoch: Int) throws {
    for (column, value) in zip(columns.dropFirst(), values.map(\.description))
    where ["nan", "-nan", "inf", "-inf"].contains(value) {
      throw UserError(
        "training diverges: \(column) is \(value.drop { $0 == "-" }) in \(step) \(epoch); "
          + "a smaller learning rate may work")
    }
  }

  /// Ends a training between two reports, as Ctrl-C asks for; nothing is logged of it.
  public func stop(after completed: Int) -> Bool {
    last = completed
    return false
  }

  /// Saves what is not saved yet, and says so if Ctrl-C ended the run. What is to be told of the model is computed
  /// before: a model of which that fails takes no other's place.
  ///
  /// - Parameters:
  ///   - changed: the model is not the one that was reported last.
  ///   - best: of which epoch the model is, if not of the last, as after early stopping.
  public func finish(changed: Bool = false, best: Int? = nil, saving save: (String) throws -> Void) throws {
    defer { Interruption.ignore() }
    if let target, saved != last || changed { try save(target) }
    if Interruption.isAsked, last < total {
      let what = best.map { "the best, of \(step) \($0), " } ?? ""
      let place = target.map { "\(what)saved to \(quoted($0))" } ?? "not saved: there is no --save"
      writeToStandardError("stopped after \(step) \(last) of \(total); \(place)\n")
    }
    try log?.expectThere()
  }
}

extension Arguments {
  /// Where a training is to stop: at `--until`, if that is given, else at its end.
  public func until(of total: Int) throws -> Int {
    try ifGiven("until") { try int($0, in: 1...max(total, 1)) } ?? total
  }
}

/// A training that is to stop on its way must not be there already.
public func expectMore(_ until: Int, than done: Int, _ step: String, _ arguments: Arguments) throws {
  guard !arguments.isGiven("until") || until > done else {
    throw UserError("the saved model has \(done) \(step)s already, --until asks for \(until)")
  }
}
