// Section 7.3's counters, trained in the page, and what goes on in them while they read bits.

/// The sequences that section 7.3 learns from: 128 of the 256 of eight bits.
private let (learnedBits, heldOutBits): ([[Int]], [[Int]]) = {
  var generator = SeededGenerator(seed: 1)
  var sequences = generator.permutation(of: 255).map { n in (0..<8).map { n >> $0 & 1 } }
  sequences.insert([Int](repeating: 1, count: 8), at: 0)
  return (Array(sequences[..<128]), Array(sequences[128...]))
}()

nonisolated(unsafe) private var counter = Training(SequenceModel(.lstm, symbols: 2, hidden: 1, outputs: 1))

/// A new counter; the cell is its place among all.
@_expose(wasm, "beginCounter") @_cdecl("beginCounter")
public func beginCounter(_ cell: Int, _ hidden: Int, _ seed: UInt64) {
  var generator = SeededGenerator(seed: seed)
  counter = Training(
    SequenceModel(Cell.allCases[cell], symbols: 2, hidden: hidden, outputs: 1, using: &generator))
}

/// At most so many more of section 7.3's steps; returns how many are done in all, or −1 if training diverges.
@_expose(wasm, "learnToCount") @_cdecl("learnToCount")
public func learnToCount(_ more: Int, _ steps: Int, _ seed: UInt64) -> Int {
  let settings = TrainingSettings(
    steps: steps, batch: 16, learningRate: 0.02, lastRate: 0, clip: 1, seed: seed)
  let last = min(counter.steps + more, steps)
  do throws(Divergence) {
    return try train(&counter, counting: learnedBits, settings) { $0.number < last }
  } catch { return -1 }
}

/// Gives the shares counted right of the sequences learned from and of those held out.
@_expose(wasm, "countAll") @_cdecl("countAll")
public func countAll() { give([learnedBits, heldOutBits].map { counter.model.accuracy(on: $0) }) }

/// Reads bits. Gives for each step the gates, the memory, the state, and what the count would be after it.
@_expose(wasm, "readBits") @_cdecl("readBits")
public func readBits(_ bits: UnsafePointer<UInt8>, _ count: Int) {
  let steps = counter.model.forward((0..<count).map { Int(bits[$0]) })[0]
  let counts = counter.model.scores(steps)
  give(steps.indices.flatMap { steps[$0].gates + steps[$0].after.c + steps[$0].after.h + [counts[$0, 0]] })
}

/// The checksum of the weights, as `count` prints it.
@_expose(wasm, "counterChecksum") @_cdecl("counterChecksum")
public func counterChecksum() -> UInt64 { checksum(counter.model) }

/// Gives the parameters in PyTorch's form, one after the other; nothing of a cell that PyTorch does not have.
@_expose(wasm, "counterParameters") @_cdecl("counterParameters")
public func counterParameters() {
  give(counter.model.cell == .gruResetBefore ? [] : counter.model.inPyTorchsForm.flatMap { $0 })
}
