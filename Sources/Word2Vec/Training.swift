// Training by negative sampling as in the original program: frequent words are left out now and then, the
// window's reach is drawn anew for each word, what is drawn as noise is never the word that stands there, and
// the learning rate falls in a straight line. Unlike there, all predictions of a center word share its noise.

import Matrices

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  public let architecture: Architecture
  public let window: Int  // how far a context word may be; drawn anew for each center word from 1 to this
  public let negatives: Int  // words drawn as noise for each center word, shared by all its predictions
  public let sample: Double  // the share of the text above which a word is left out now and then; 0: none is
  public let learningRate: Float  // at the start; it falls in a straight line to a 250th
  public let epochs: Int
  public let seed: UInt64  // each block's random numbers follow from it, the epoch and the block's number

  public init(
    architecture: Architecture = .skipGram, window: Int = 5, negatives: Int = 5, sample: Double = 1e-3,
    learningRate: Float = 0.025, epochs: Int = 5, seed: UInt64 = 1
  ) {
    require(1...longestSentence ~= window, "a window of \(window), expected 1 to \(longestSentence)")
    require(1...15 ~= negatives, "\(negatives) negative samples, expected 1 to 15")
    require(0...1 ~= sample, "a sample of \(sample), expected 0 to 1")
    require(learningRate > 0 && learningRate.isFinite, "a learning rate of \(learningRate)")
    require((0..<Int.max).contains(epochs), "\(epochs) epochs")
    (self.architecture, self.window, self.negatives, self.sample) = (architecture, window, negatives, sample)
    (self.learningRate, self.epochs, self.seed) = (learningRate, epochs, seed)
  }

  /// α after `progress`, from 0 to 1, of all epochs.
  public func learningRate(after progress: Double) -> Float {
    require(0...1 ~= progress, "the learning rate after \(progress), expected 0 to 1")
    return learningRate.addingProduct(Float(progress), learningRate / 250 - learningRate)
  }

  /// α where a block of the text is done up to `part`, from 0 to 1.
  func learningRate(epoch: Int, block: Int, of blocks: Int, part: Double) -> Float {
    let done = Double(epoch - 1) * Double(blocks) + Double(block) + part
    return learningRate(after: done / (Double(epochs) * Double(blocks)))
  }

  func generator(epoch: Int, block: Int) -> SeededGenerator {
    SeededGenerator(seed: seed &+ UInt64(epoch) << 40 &+ UInt64(block))
  }
}

/// What training tells after each epoch.
public struct Epoch: Sendable {
  public let number: Int  // 1 for the first
  public let model: EmbeddingModel  // after the epoch
}

/// Trains `model` on the text, from epoch `first` on. `report` hears of each epoch and returns whether to go
/// on. Returns the number of the last epoch.
@discardableResult
public func train(
  _ model: inout EmbeddingModel, _ corpus: Corpus, _ vocabulary: Vocabulary, _ settings: TrainingSettings,
  from first: Int = 1, report: (Epoch) -> Bool = { _ in true }
) throws(Divergence) -> Int {
  let noise = NoiseDistribution(counts: vocabulary.counts)
  let keep = keepProbabilities(vocabulary, sample: settings.sample)
  return try descend(&model, corpus, vocabulary, settings, from: first, report: report) { model, epoch in
    for block in 0..<corpus.blocks {
      var generator = settings.generator(epoch: epoch, block: block)
      let text = corpus.read(block)
      for words in sentences(text) {
        let part = Double(words[0].startIndex) / Double(text.count)
        let rate = settings.learningRate(epoch: epoch, block: block, of: corpus.blocks, part: part)
        let known = words.compactMap { vocabulary.number(of: Word($0)) }
        let sentence = known.filter { generator.uniform(in: 0..<1) < keep[$0] }
        for center in sentence.indices {
          let reach = 1 + generator.index(below: settings.window)
          let drawn = (0..<settings.negatives).map { _ in noise.word(&generator) }
            .filter { $0 != sentence[center] }
          for prediction in predictions(sentence, at: center, reach: reach, settings.architecture) {
            update(&model, backward(model, prediction, drawn: drawn), learningRate: rate)
          }
        }
      }
    }
  }
}

/// The epochs of a training. `pass` goes through the text once.
func descend(
  _ model: inout EmbeddingModel, _ corpus: Corpus, _ vocabulary: Vocabulary, _ settings: TrainingSettings,
  from first: Int, report: (Epoch) -> Bool, pass: (inout EmbeddingModel, _ epoch: Int) -> Void
) throws(Divergence) -> Int {
  require(first >= 1, "a first epoch of number \(first)")
  require(
    model.input.rows == vocabulary.count && model.output.rows == vocabulary.count,
    "\(model.input.rows) and \(model.output.rows) vectors for \(vocabulary.count) words")
  let (given, predicted) = (model.input.columns, model.output.columns)
  require(given == predicted && given > 0, "vectors of \(given) and \(predicted) dimensions")
  let rate = settings.learningRate
  for epoch in first..<max(first, settings.epochs + 1) {
    pass(&model, epoch)
    // The loss is not computed in training: it is NaN where a weight is not finite.
    if !model.isFinite { throw Divergence(epoch: epoch, step: corpus.blocks, loss: .nan, learningRate: rate) }
    if !report(Epoch(number: epoch, model: model)) { return epoch }
  }
  return max(first - 1, settings.epochs)
}

/// The loss or a weight is no number any more: the steps overshoot, each further than the last.
public struct Divergence: Error, Equatable, CustomStringConvertible {
  public let epoch, step: Int
  public let loss, learningRate: Float

  public var description: String {
    let what = loss.isFinite ? "a weight is not finite after a loss of \(loss)" : "the loss is \(abs(loss))"
    return "training diverges: \(what) in epoch \(epoch), step \(step), "
      + "at learning rate \(learningRate); a smaller one may work"
  }
}
