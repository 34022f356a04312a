import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let rememberCommand = Command(
  "remember",
  summary: "Trains section 7.4's networks to tell, after many zeros, what the first bit was.",
  options: [
    cellOption,
    Option("forget-bias", value: "X", default: "1", help: "of an lstm"),
    Option("zeros", value: "N", default: "20", help: "zeros after the first bit"),
    Option("steps", value: "N", default: "1000", help: "training steps"),
    Option("rule", value: "NAME", default: "adam", help: "gradient-descent, momentum (of 0.9) or adam"),
    Option("learning-rate", value: "X", default: "0.01", help: "the length of a step"),
    Option("seed", value: "N", default: "1", help: "decides first weights and sequences"),
  ]
) { arguments in
  let seed = try arguments.seed("seed")
  let numbers = -Float.greatestFiniteMagnitude ... .greatestFiniteMagnitude
  let cell = try arguments.anyCell()
  if cell != .lstm { try arguments.refuse("forget-bias", because: "it is for an lstm") }
  let new = try newRememberer(
    cell, forgetBias: arguments.float("forget-bias", in: numbers), arguments.rule(), seed: seed)
  let steps = try arguments.int("steps", in: 50...1_000_000)
  let rate = try arguments.float("learning-rate", in: .leastNonzeroMagnitude ... .greatestFiniteMagnitude)
  let (loss, trained) = try remembering(
    new, zeros: arguments.int("zeros", in: 1...10_000), steps: steps, learningRate: rate, seed: seed)
  guard trained.steps == steps, loss.isFinite else {
    throw UserError(
      "training diverges in step \(trained.steps + 1), at learning rate \(rate); a smaller one may work")
  }
  let page = Page()
  page.line("loss of the last 50 steps \(fixed(loss, 3))")
  page.line("weights \(checksum(of: trained.model))")
}

/// A new network that has yet to learn to remember a bit; only an LSTM has a forget bias.
func newRememberer(
  _ cell: Cell, forgetBias: Float, _ rule: UpdateRule = .adam, seed: UInt64
) -> Training<SequenceModel> {
  var model = Bits.newCounter(cell, seed: seed)
  if cell == .lstm {
    for j in 0..<8 { model.layers[0].bias[0, j] = forgetBias }
  }
  return Training(model, rule)
}

/// Goes on to so many steps: was the first bit a one? All others are zeros.
func remembering(
  _ training: Training<SequenceModel>, zeros: Int = 20, steps: Int, learningRate: Float = 0.01, seed: UInt64
) -> (loss: Float, trained: Training<SequenceModel>) {
  let rest = [Int](repeating: 0, count: zeros)
  let settings = TrainingSettings(steps: steps, batch: 4, learningRate: learningRate, clip: 1, seed: seed)
  return lastLoss(training, [[1] + rest, [0] + rest], settings)
}

/// Goes on learning to count the ones of whole sequences; the mean loss of the last 50 steps.
func lastLoss(
  _ training: Training<SequenceModel>, _ sequences: [[Int]], _ settings: TrainingSettings
) -> (loss: Float, trained: Training<SequenceModel>) {
  var (training, sum) = (training, Float(0))
  do throws(Divergence) {
    try train(&training, counting: sequences, shortest: sequences[0].count, settings) { step in
      if step.number > settings.steps - 50 { sum += step.loss / 50 }
      return true
    }
  } catch { return (error.loss, training) }
  return (sum, training)
}
