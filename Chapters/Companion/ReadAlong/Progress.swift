/// How far a training has come, on standard error.
///
/// On a terminal a bar moves, at most ten times a second; otherwise there are plain lines, some twenty
/// in a run. Make it when the work begins; call `finish` before results are printed, and in a `defer`
/// too, so that an error's sentence begins on a line of its own.
public final class Progress {
  private let step: String
  private let total: Int
  private let alreadyDone: Int
  private let unit: String
  private let terminal: Terminal
  private let clock: () -> Double
  private let write: (String) -> Void

  private let start: Double
  private var lastDrawing: Double
  private var lastTwentieth: Int
  private var state: State
  private var isFinished = false

  private struct State {
    var done: Double
    var loss: Float?
    var units = 0
  }

  /// - Parameters:
  ///   - step: what is counted: "epoch", "iteration".
  ///   - total: how many steps there will be, those already done included.
  ///   - alreadyDone: steps done before this run began, as after a resume.
  ///   - unit: what the rate counts: "images", "words".
  ///   - clock: gives seconds.
  public init(
    step: String = "epoch", total: Int, alreadyDone: Int = 0, unit: String,
    terminal: Terminal = .standardError, clock: @escaping () -> Double = secondsSinceStart(),
    write: @escaping (String) -> Void = writeToStandardError
  ) {
    precondition(total > 0, "a total of \(total) steps")
    precondition((0...total).contains(alreadyDone), "\(alreadyDone) steps done of \(total)")
    self.step = step
    self.total = total
    self.alreadyDone = alreadyDone
    self.unit = unit
    self.terminal = terminal
    self.clock = clock
    self.write = write
    start = clock()
    lastDrawing = start
    lastTwentieth = alreadyDone * 20 / total
    state = State(done: Double(alreadyDone))
    if hasBar { draw() }
  }

  /// Tells how far the work is.
  ///
  /// - Parameters:
  ///   - completed: steps completed, those before a resume included.
  ///   - part: how much of the next step is done, from 0 to 1.
  ///   - loss: the latest; nil when there is none yet.
  ///   - units: images, words or the like that were worked through since this run began.
  public func update(completed: Int, part: Double = 0, loss: Float? = nil, units: Int) {
    precondition((0...total).contains(completed), "\(completed) steps completed of \(total)")
    state = State(done: min(Double(completed) + part, Double(total)), loss: loss, units: units)
    if hasBar {
      let now = clock()
      if now - lastDrawing >= 0.1 {
        lastDrawing = now
        draw()
      }
    } else {
      let twentieth = Int(state.done * 20 / Double(total))
      if twentieth > lastTwentieth {
        lastTwentieth = twentieth
        write(details(stepWidth: 0).joined(separator: "  ") + "\n")
      }
    }
  }

  /// Ends with a line that sums up. A second call does nothing.
  public func finish() {
    if isFinished { return }
    isFinished = true
    let steps = Int(state.done) - alreadyDone
    var summary = "\(grouped(steps)) \(step)\(steps == 1 ? "" : "s") in \(duration(elapsed))"
    if let loss = state.loss { summary += ", " + text(ofLoss: loss) }
    if let rate { summary += ", " + rate }
    write((hasBar ? "\r\u{1B}[K" : "") + summary + "\n")
  }
}

// MARK: - Parts of a line

extension Progress {
  private var hasBar: Bool { terminal.isInteractive && terminal.allowsColor }
  private var elapsed: Double { max(0, clock() - start) }

  /// "epoch 3/30": the step in work, or the one just completed.
  private func position(width: Int) -> String {
    let current = max(1, Int(state.done.rounded(.up)))
    return "\(step) \(padded(grouped(current), to: width, .right))/\(grouped(total))"
  }

  private func text(ofLoss loss: Float) -> String {
    let size = abs(loss)
    return "loss "
      + (size >= 1000 ? significant(loss) : size >= 1e-3 || size == 0 ? fixed(loss, 4) : scientific(loss, 3))
  }

  private var rate: String? {
    guard state.units > 0, elapsed > 0 else { return nil }
    let rate = Double(state.units) / elapsed
    guard rate < 1e15 else { return nil }
    return (rate < 10 ? fixed(rate, 2) : grouped(Int(rate.rounded()))) + " \(unit)/s"
  }

  /// What is left takes as long, for each step, as what was done since the start.
  private var timeLeft: String? {
    let done = state.done - Double(alreadyDone)
    guard done > 0, state.done < Double(total) else { return nil }
    return duration(elapsed / done * (Double(total) - state.done)) + " left"
  }

  private func details(stepWidth: Int) -> [String] {
    [position(width: stepWidth), state.loss.map(text(ofLoss:)), rate, timeLeft].compactMap(\.self)
  }

  /// Draws the bar over the one before. It takes what the details leave, from 10 to 30 columns; on a
  /// narrow terminal the last details are left out.
  private func draw() {
    var details = details(stepWidth: grouped(total).count)
    var room = 0
    repeat {
      room = terminal.width - 1 - details.reduce(0) { $0 + visibleWidth($1) + 2 }
      if room < 10, details.count > 1 { details.removeLast() } else { break }
    } while true
    let bar = bar(width: min(30, max(0, room)))
    details.insert(bar, at: 1)
    write("\r" + details.joined(separator: "  ") + "\u{1B}[K")
  }

  private func bar(width: Int) -> String {
    let filled = Int(state.done / Double(total) * Double(width))
    return terminal.colored(String(repeating: "━", count: filled), .green)
      + terminal.dim(String(repeating: "─", count: width - filled))
  }
}

/// A clock that gives the seconds since it was made.
public func secondsSinceStart() -> () -> Double {
  let clock = ContinuousClock()
  let start = clock.now
  return { (clock.now - start) / .seconds(1) }
}
