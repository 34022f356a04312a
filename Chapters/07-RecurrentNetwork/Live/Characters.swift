// The model of characters: the terminal's `train` and `sample`, a few steps at a time.

/// A text, nine tenths to learn from, and a model on its way.
private struct Course {
  let vocabulary: Vocabulary
  let training: [Int]
  let heldOut: [Int]
  var learned: Training<SequenceModel>
}

nonisolated(unsafe) private var course: Course?

/// Takes the bytes of a text and begins anew. Its characters are those of an alphabet or, if that is empty, its own. Gives
/// how many symbols are learned from and held out, and the different bytes; nothing if the text is too short for windows of
/// this length, unless there is none.
@_expose(wasm, "takeText") @_cdecl("takeText")
public func takeText(
  _ text: UnsafePointer<UInt8>, _ count: Int, _ window: Int, _ alphabet: UnsafePointer<UInt8>, _ letters: Int
) {
  course = nil
  let bytes = [UInt8](UnsafeBufferPointer(start: text, count: count))
  let cut = count * 9 / 10
  guard cut > window && count - cut > 1 || count == 0 && letters > 0 else { return give([]) }
  let vocabulary = Vocabulary(
    of: letters > 0 ? [UInt8](UnsafeBufferPointer(start: alphabet, count: letters)) : bytes)
  func symbols(_ part: Range<Int>) -> [Int] { bytes[part].map { vocabulary.symbol($0) ?? 0 } }
  course = Course(
    vocabulary: vocabulary, training: symbols(0..<cut), heldOut: symbols(cut..<count),
    learned: Training(SequenceModel(.rnn, symbols: 1, hidden: 1, outputs: 1)))
  give([Float(cut), Float(count - cut)] + vocabulary.bytes.map { Float($0) })
}

/// A new model for the text's characters. Returns how many numbers it learns.
@_expose(wasm, "beginModel") @_cdecl("beginModel")
public func beginModel(_ cell: Int, _ hidden: Int, _ layers: Int, _ seed: UInt64) -> Int {
  guard let count = course?.vocabulary.count else { return 0 }
  var generator = SeededGenerator(seed: seed)
  return take(
    SequenceModel(
      Cell.allCases[cell], symbols: count, hidden: hidden, layers: layers, outputs: count, using: &generator))
}

/// An LSTM of one layer with given parameters in PyTorch's form, one after the other. Returns how many numbers it learns.
@_expose(wasm, "takeModel") @_cdecl("takeModel")
public func takeModel(_ parameters: UnsafePointer<Float>, _ hidden: Int) -> Int {
  guard let count = course?.vocabulary.count else { return 0 }
  var model = SequenceModel(.lstm, symbols: count, hidden: hidden, outputs: count, hasStateBias: true)
  var (rest, isLayer) = (parameters, 4)
  model.combine(with: model) { X, _ in
    for j in 0..<X.columns {
      // There i stands before f
      let column = isLayer > 0 && j < 2 * hidden ? (j + hidden) % (2 * hidden) : j
      for i in 0..<X.rows { X[i, column] = rest[j * X.rows + i] }
    }
    (rest, isLayer) = (rest + X.values.count, isLayer - 1)
  }
  return take(model)
}

private func take(_ model: SequenceModel) -> Int {
  course?.learned = Training(model)
  return model.parameterCount
}

/// At most so many more of `steps` steps: gives their losses, in nats a character, and returns true; or, if training
/// diverges, gives the loss.
@_expose(wasm, "learnToWrite") @_cdecl("learnToWrite")
public func learnToWrite(
  _ more: Int, _ steps: Int, _ batch: Int, _ window: Int, _ rate: Float, _ lastRate: Float, _ clip: Float,
  _ seed: UInt64
) -> Bool {
  guard var training = course?.learned, let text = course?.training, !text.isEmpty else { return false }
  defer { course?.learned = training }
  let settings = TrainingSettings(
    steps: steps, batch: batch, learningRate: rate, lastRate: lastRate, clip: clip, seed: seed)
  let last = min(training.steps + more, steps)
  var losses: [Float] = []
  do throws(Divergence) {
    try Lanes.train(&training, on: Windows(of: text, length: window), settings) { step in
      losses.append(step.loss)
      return step.number < last
    }
    give(losses)
    return true
  } catch {
    give([error.loss])
    return false
  }
}

/// Nats a character on a part of the held-out text's first so many characters, read in windows of 512, sixteen a
/// part; gives the mean and how many windows it is of. A part that is not there has none.
@_expose(wasm, "measurePart") @_cdecl("measurePart")
public func measurePart(_ part: Int, _ most: Int) {
  guard let course else { return give([0, 0]) }
  let text = course.heldOut.prefix(most)
  let length = min(512, text.count - 1)
  let first = part * 16, windows = min((text.count - 1) / length - first, 16)
  guard windows > 0 else { return give([0, 0]) }
  let rows = Array(text[first * length...(first + windows) * length])
  give([Lanes.natsPerCharacter(course.learned.model, on: rows), Float(windows)])
}

/// Reads a prompt and writes so many bytes; gives them. If the text has not one of the prompt's bytes, gives −1 minus
/// its place.
@_expose(wasm, "writeText") @_cdecl("writeText")
public func writeText(
  _ prompt: UnsafePointer<UInt8>, _ count: Int, _ length: Int, _ temperature: Float, _ seed: UInt64
) {
  guard let course else { return give([]) }
  var writer = Writer(course.learned.model)
  for i in 0..<count {
    guard let symbol = course.vocabulary.symbol(prompt[i]) else { return give([-1 - Float(i)]) }
    writer.read(symbol)
  }
  var generator = SeededGenerator(seed: seed)
  give(
    (0..<length).map { _ in
      Float(course.vocabulary.bytes[writer.write(temperature: temperature, using: &generator)])
    })
}

/// Gives the parameters in PyTorch's form, one after the other.
@_expose(wasm, "modelParameters") @_cdecl("modelParameters")
public func modelParameters() { give((course?.learned.model.inPyTorchsForm ?? []).flatMap { $0 }) }

/// The checksum of the weights, as `train` prints it.
@_expose(wasm, "modelChecksum") @_cdecl("modelChecksum")
public func modelChecksum() -> UInt64 { checksum(course?.learned.model) }

func checksum(_ model: SequenceModel?) -> UInt64 {
  var sum = Checksum()
  for matrix in model?.matrices ?? [] { sum.add(matrix.values) }
  return sum.value
}
