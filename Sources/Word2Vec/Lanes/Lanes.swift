// Training at scale: the loop of Training.swift, sixteen numbers at a time, several threads taking turns with
// the blocks of the text.
//
// Each block has random numbers of its own and learning rates that follow from its place in the text. So a
// block is trained on in the same way whichever thread takes it, and a run can be resumed after any epoch.
//
// Unsafe pointers: this runs once for every word of the text.

import Matrices

/// The same functions, fast.
public enum Lanes {}

extension Lanes {
  /// Trains `model` on the text.
  ///
  /// With one thread the same seed gives the same bits; several update vectors without locks.
  ///
  /// - Parameters:
  ///   - report: hears of each epoch and returns whether to go on.
  ///   - progress: hears after each block of the first thread which epoch it is and how much is done, 0 to 1.
  /// - Returns: the number of the last epoch.
  @discardableResult
  public static func train(
    _ model: inout EmbeddingModel, _ corpus: Corpus, _ vocabulary: Vocabulary, _ settings: TrainingSettings,
    from first: Int = 1, threads: Int = 1, report: (Epoch) -> Bool = { _ in true },
    progress: (Int, Double) -> Void = { _, _ in }
  ) throws(Divergence) -> Int {
    let team = Team(count: threads)
    let trainer = BlockTrainer(
      input: EmbeddingTable(model.input), output: EmbeddingTable(model.output), settings: settings,
      table: WordTable(vocabulary.words), noise: NoiseDistribution(counts: vocabulary.counts),
      keep: keepProbabilities(vocabulary, sample: settings.sample))
    return try descend(&model, corpus, vocabulary, settings, from: first, report: report) { model, epoch in
      trainer.train(on: corpus, epoch: epoch, by: team, progress)
      trainer.input.copy(to: &model.input)
      trainer.output.copy(to: &model.output)
    }
  }
}

private struct BlockTrainer {
  let input: EmbeddingTable
  let output: EmbeddingTable
  let settings: TrainingSettings
  let table: WordTable
  let noise: NoiseDistribution
  let keep: [Float]

  /// Goes through the text once.
  func train(on corpus: Corpus, epoch: Int, by team: Team, _ progress: (Int, Double) -> Void) {
    team.deal(corpus.blocks) { block, thread in
      train(on: corpus.read(block), epoch: epoch, block: block, of: corpus.blocks)
      let done = min(block + team.count, corpus.blocks)
      if thread == 0 { progress(epoch, Double(done) / Double(corpus.blocks)) }
    }
  }

  private func train(on text: [UInt8], epoch: Int, block: Int, of blocks: Int) {
    var generator = settings.generator(epoch: epoch, block: block)
    var sentence: [Int32] = []
    sentence.reserveCapacity(longestSentence)
    var (length, rate): (Int, Float) = (0, 0)
    text.withUnsafeBufferPointer { text in
      var words = WordScanner(text)
      while let word = words.next() {
        if word.beginsLine || length == longestSentence {
          train(on: sentence, rate: rate, &generator)
          sentence.removeAll(keepingCapacity: true)
          length = 0
          let part = Double(word.start) / Double(text.count)
          rate = settings.learningRate(epoch: epoch, block: block, of: blocks, part: part)
        }
        length += 1
        if let number = table.number(of: word.bytes, hash: word.hash),
          generator.uniform(in: 0..<1) < keep[number]
        {
          sentence.append(Int32(number))
        }
      }
    }
    train(on: sentence, rate: rate, &generator)
  }

  private func train(on sentence: [Int32], rate: Float, _ generator: inout SeededGenerator) {
    let count = settings.negatives + 1
    var random = generator
    defer { generator = random }
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: count + 2 * settings.window) { memory in
      let words = memory.baseAddress!
      let around = words + count
      for center in sentence.indices {
        let reach = 1 + random.index(below: settings.window)
        var context = 0
        for place in max(0, center - reach)...min(sentence.count - 1, center + reach) where place != center {
          around[context] = sentence[place]
          context += 1
        }
        var rates = SIMD16<Float>.zero
        rates[0] = rate
        words[0] = sentence[center]
        for o in 1..<count {
          words[o] = Int32(truncatingIfNeeded: noise.word(&random))
          // A word drawn twice counts twice where it stands first; the center word is no noise.
          var first = 0
          while words[first] != words[o] { first += 1 }
          if first > 0 { rates[first] += rate }
        }
        let outputs = Outputs(words: words, rates: rates, count: count)
        let given = UnsafeBufferPointer(start: around, count: context)
        let each = settings.architecture == .skipGram ? 1 : context
        steps(input.start, output.start, given, each, outputs, strips: input.strips)
      }
    }
  }
}
