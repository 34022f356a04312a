// Skip-gram and CBOW learn one text in the page: the words asked among all others, or against words drawn at random as
// the terminal's `train` does it.

private struct Course {
  var model: EmbeddingModel
  let settings: TrainingSettings
  /// What the loss is the mean of; with all words also what is learned from.
  let predictions: [Prediction]
  let drawn: [[Int]]  // for each prediction; none with all words
}

nonisolated(unsafe) private var corpus = Corpus(blocks: 0) { _ in [] }
nonisolated(unsafe) private var vocabulary = Vocabulary([])
nonisolated(unsafe) private var isSampled = false
nonisolated(unsafe) private var steps = 0
/// Skip-gram and CBOW.
nonisolated(unsafe) private var courses: [Course] = []

/// Takes a text: how many different words occur so often. Gives the letters of these words, a line each.
@_expose(wasm, "takeText") @_cdecl("takeText")
public func takeText(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ minimumCount: Int) -> Int {
  corpus = Corpus(UnsafeBufferPointer(start: bytes, count: count), blockSize: 1 << 20)
  vocabulary = Lanes.vocabulary(of: corpus, minimumCount: minimumCount)
  courses = []
  give(vocabulary.words.flatMap { $0.bytes.map { Float($0) } + [10] })
  return vocabulary.count
}

/// Begins both trainings from the same first vectors. Gives the numbers of predictions.
@_expose(wasm, "beginWays") @_cdecl("beginWays")
public func beginWays(
  _ sampled: Bool, _ dimensions: Int, _ window: Int, _ negatives: Int, _ sample: Float, _ rate: Float,
  _ epochs: Int, _ seed: UInt64
) {
  (isSampled, steps) = (sampled, 0)
  var generator = SeededGenerator(seed: seed)
  let first = EmbeddingModel(words: vocabulary.count, dimensions: dimensions, using: &generator)
  let lines = (0..<corpus.blocks).flatMap { sentences(corpus.read($0)) }
    .map { $0.compactMap { vocabulary.number(of: Word($0)) } }
  let noise = NoiseDistribution(counts: vocabulary.counts)
  var counts: [Float] = []
  courses = Architecture.allCases.map { architecture in
    // Of a long text some 500 predictions tell the loss
    let count = lines.reduce(0) { $0 + predictions($1, window: window, architecture).count }
    let apart = sampled ? count / 500 + 1 : 1
    var (measured, number) = ([Prediction](), 0)
    for prediction in lines.lazy.flatMap({ predictions($0, window: window, architecture) }) {
      if number % apart == 0 { measured.append(prediction) }
      number += 1
    }
    counts.append(Float(count))
    let drawn = measured.map { prediction in
      (0..<(sampled ? negatives : 0)).map { _ in noise.word(&generator) }.filter { $0 != prediction.word }
    }
    return Course(
      model: first,
      settings: TrainingSettings(
        architecture: architecture, window: window, negatives: negatives, sample: Double(sample),
        learningRate: rate, epochs: epochs, seed: seed),
      predictions: measured, drawn: drawn)
  }
  give(counts)
}

/// So many steps of both, or epochs with words drawn: true; or false, if one diverges, and gives its number and the letters
/// of what it says.
@_expose(wasm, "learnWays") @_cdecl("learnWays")
public func learnWays(_ count: Int) -> Bool {
  let last = steps + count
  for i in courses.indices {
    do throws(Divergence) {
      if isSampled {
        try Lanes.train(
          &courses[i].model, corpus, vocabulary, courses[i].settings, from: steps + 1,
          report: { $0.number < last })
      } else {
        try descend(&courses[i], to: last)
      }
    } catch {
      give([Float(i)] + error.description.utf8.map { Float($0) })
      return false
    }
  }
  steps = last
  return true
}

/// Steps against the gradient of all predictions.
private func descend(_ course: inout Course, to last: Int) throws(Divergence) {
  let rate = course.settings.learningRate
  for step in steps + 1...last {
    update(&course.model, backward(course.model, course.predictions), learningRate: rate)
    if !course.model.isFinite { throw Divergence(epoch: step, step: 1, loss: .nan, learningRate: rate) }
  }
}

/// Gives each one's mean loss.
@_expose(wasm, "measureWays") @_cdecl("measureWays")
public func measureWays() {
  give(
    courses.map { course in
      if !isSampled { return loss(course.model, course.predictions) }
      let sum = zip(course.predictions, course.drawn).reduce(Float(0)) {
        $0 + loss(course.model, $1.0, drawn: $1.1)
      }
      return sum / Float(course.predictions.count)
    })
}

/// Gives for each of some words the nearest: number and cosine in turn.
@_expose(wasm, "nearestOfWay") @_cdecl("nearestOfWay")
public func nearestOfWay(_ way: Int, _ words: UnsafePointer<Int32>, _ count: Int, _ most: Int) {
  let vectors = WordVectors(vocabulary.words, nearOne(courses[way].model.input))
  give(
    (0..<count).flatMap { i in
      (vectors.neighbors(of: vocabulary.words[Int(words[i])], count: most) ?? [])
        .flatMap { [Float(vectors.number(of: $0.word) ?? 0), $0.cosine] }
    })
}

/// Gives the places of some words on the plane in which their unit vectors lie widest.
@_expose(wasm, "planeOfWay") @_cdecl("planeOfWay")
public func planeOfWay(_ way: Int, _ words: UnsafePointer<Int32>, _ count: Int) {
  let unit = WordVectors(vocabulary.words, nearOne(courses[way].model.input)).unit
  let X = unit.rows((0..<count).map { Int(words[$0]) })
  give(PrincipalComponents(of: X).project(X).values)
}

/// Gives both vectors of all words, words × dimensions: those of the words given, then those of the words predicted.
@_expose(wasm, "vectorsOfWay") @_cdecl("vectorsOfWay")
public func vectorsOfWay(_ way: Int) {
  give(courses[way].model.input.values + courses[way].model.output.values)
}

/// The checksum of both vectors of all words, as `train` prints it.
@_expose(wasm, "checksumOfWay") @_cdecl("checksumOfWay")
public func checksumOfWay(_ way: Int) -> UInt64 {
  var sum = Checksum()
  sum.add(courses[way].model.input.values)
  sum.add(courses[way].model.output.values)
  return sum.value
}
