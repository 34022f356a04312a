// From text to windows: look the words up, leave some of the frequent ones out, and train on each word that
// is left with the words around it. Unsafe pointers: this runs once for every word of the text.

import Matrices

struct SentenceTrainer: @unchecked Sendable {
  private let vocabulary: Vocabulary
  private let settings: TrainingSettings
  private let input: EmbeddingTable
  private let output: EmbeddingTable
  private let noise: NoiseDistribution
  /// An occurrence is kept if 32 random bits are not above this.
  private let keep: [UInt32]
  /// A sentence longer than this is cut, as in the original program.
  static let longestSentence = 1000

  init(
    _ vocabulary: Vocabulary, _ settings: TrainingSettings, _ input: EmbeddingTable, _ output: EmbeddingTable
  ) {
    self.vocabulary = vocabulary
    self.settings = settings
    self.input = input
    self.output = output
    noise = NoiseDistribution(counts: vocabulary.counts)
    keep = keepProbabilities(vocabulary, sample: settings.sample).map { UInt32(min($0 * 0x1p32, 0x1p32 - 1)) }
  }

  /// Trains on a block of text. Returns the number of its words, rare ones included.
  func train(on text: [UInt8], epoch: Int, block: Int, of blocks: Int) -> Int {
    var random = FastRandom(seed: settings.seed, epoch: epoch, block: block)
    var sentence: [Int32] = []
    sentence.reserveCapacity(SentenceTrainer.longestSentence)
    var length = 0
    var words = 0
    var place = 0
    func finish() {
      let part = Double(place) / Double(max(text.count, 1))
      let progress = (Double((epoch - 1) * blocks + block) + part) / Double(settings.epochs * blocks)
      train(sentence, rate: settings.learningRate(after: progress), &random)
      sentence.removeAll(keepingCapacity: true)
      length = 0
    }
    forEachWord(in: text) { word, hash, start in
      words += 1
      length += 1
      place = start
      if let number = vocabulary.number(of: word, hash: hash), random.next32() <= keep[number] {
        sentence.append(Int32(number))
      }
      if length == SentenceTrainer.longestSentence { finish() }
    } lineEnd: {
      finish()
    }
    finish()
    return words
  }

  private func train(_ sentence: [Int32], rate: Float, _ random: inout FastRandom) {
    let outputs = settings.negatives + 1
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: 2 * settings.window + outputs) { memory in
      let chosen = memory.baseAddress!
      let contexts = chosen + outputs
      for center in sentence.indices {
        let reach = 1 + random.below(settings.window)
        var contextCount = 0
        for place in max(0, center - reach)...min(sentence.count - 1, center + reach) where place != center {
          contexts[contextCount] = sentence[place]
          contextCount += 1
        }
        if contextCount == 0 { continue }
        var rates = SIMD16<Float>.zero
        rates[0] = rate
        chosen[0] = sentence[center]
        for o in 1..<max(outputs, 1) {
          let word = Int32(noise.word(random.next64()))
          chosen[o] = word
          rates[o] = word == chosen[0] ? 0 : rate
        }
        let window = Window(contexts: contexts, contextCount: contextCount, outputs: chosen, rates: rates)
        switch settings.architecture {
        case .skipGram:
          skipGramStep(input.start, output.start, window, strips: input.strips, outputs: outputs)
        case .cbow: cbowStep(input.start, output.start, window, strips: input.strips, outputs: outputs)
        }
      }
    }
  }
}

/// Random bits by a multiplication and an addition: several are needed for each word of the text.
//
// Knuth's linear congruential generator with 64 bits, of which the upper ones are good.
struct FastRandom {
  private var state: UInt64

  init(seed: UInt64, epoch: Int, block: Int) {
    var generator = SeededGenerator(seed: seed &+ UInt64(epoch) << 40 &+ UInt64(block))
    state = generator.next()
  }

  @inline(__always)
  mutating func next32() -> UInt32 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt32(truncatingIfNeeded: state >> 32)
  }

  @inline(__always)
  mutating func next64() -> UInt64 { UInt64(next32()) << 32 | UInt64(next32()) }

  /// A number from 0 to `count` − 1.
  @inline(__always)
  mutating func below(_ count: Int) -> Int { Int((UInt64(next32()) &* UInt64(count)) >> 32) }
}
