/// Which way the prediction goes (deck S, "Skipgram" and "Continuous Bag of Words").
public enum Architecture: String, Sendable, CaseIterable {
  /// From a word to each word around it.
  case skipGram = "skipgram"
  /// From the words around, all together, to the word.
  case cbow
}

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  public var architecture = Architecture.skipGram
  /// Numbers a word.
  public var dimensions = 100
  /// How far a context word may be from the center word; drawn anew for each center word from 1 to this.
  public var window = 5
  /// Negative samples for each center word, at most 15.
  public var negatives = 5
  /// The share of the text above which a word is left out now and then; 0 leaves none out.
  public var sample = 1e-3
  /// α at the start; it falls in a straight line.
  public var learningRate: Float = 0.025
  /// α at the end.
  public var lastLearningRate: Float = 0.0001
  public var epochs = 5
  public var threads = 1
  public var seed: UInt64 = 1

  public init() {}

  /// α after `progress`, from 0 to 1, of all words of all epochs.
  public func learningRate(after progress: Double) -> Float {
    learningRate.addingProduct(Float(progress), lastLearningRate - learningRate)
  }
}
