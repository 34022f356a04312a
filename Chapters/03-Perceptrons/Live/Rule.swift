// Rosenblatt's rule in the page, correction by correction.

nonisolated(unsafe) private var course = RuleCourse(X: [[0, 0]], y: [0], seed: nil, size: 1)

/// Deck B's problem 1: gives x, y and class of random examples in turn.
@_expose(wasm, "problemOne") @_cdecl("problemOne")
public func problemOne(_ count: Int, _ seed: UInt64) {
  var generator = SeededGenerator(seed: seed)
  let (X, y) = ToyProblem.one.examples(count, using: &generator)
  give(y.indices.flatMap { [X[$0, 0], X[$0, 1], Float(y[$0])] })
}

/// Begins with these points: x, y and class in turn; at zero, or at the weights there are.
@_expose(wasm, "beginRule") @_cdecl("beginRule")
public func beginRule(
  _ points: UnsafePointer<Float>, _ count: Int, _ isShuffled: Bool, _ seed: UInt64, _ size: Float,
  _ isKept: Bool
) {
  let layer = course.layer
  course = RuleCourse(
    X: Matrix((0..<count).map { [points[3 * $0], points[3 * $0 + 1]] }),
    y: (0..<count).map { Int(points[3 * $0 + 2]) }, seed: isShuffled ? seed : nil, size: size)
  if isKept { course.layer = layer }
}

/// Shows examples until so many were shown, or so many corrected, or this epoch has ended, or one without a mistake has. Gives
/// for each correction: its epoch, the example, the answer, the two weights after it, the bias.
@_expose(wasm, "showExamples") @_cdecl("showExamples")
public func showExamples(_ examples: Int, _ corrections: Int, _ epochs: Int) {
  var found: [Float] = []
  var shown = 0
  let made = course.corrections
  while shown < examples, course.corrections - made < corrections, !course.isDone,
    course.epoch < epochs || !course.rest.isEmpty
  {
    let before = course.corrections
    let (example, answer) = course.next()
    shown += 1
    if course.corrections > before {
      found += [Float(course.epoch), Float(example), Float(answer)] + course.layer.weights.values
      found.append(course.layer.bias[0, 0])
    }
  }
  give(found)
}

/// Gives the epoch, how many examples of it are still to be shown, corrections, mistakes in this epoch and in the last complete
/// one (or −1), how many of all are right, the weights, the bias, and R and γ of 3.6 by these weights (or −1).
@_expose(wasm, "standing") @_cdecl("standing")
public func standing() {
  let bound = MistakeBound(course.X, course.y, separator: course.layer)
  let counts = [
    course.epoch, course.rest.count, course.corrections, course.mistakes, course.lastMistakes ?? -1,
    course.y.count - course.layer.mistakes(course.X, course.y),
  ]
  give(
    counts.map { Float($0) } + course.layer.weights.values + course.layer.bias.values
      + [bound?.radius ?? -1, bound?.margin ?? -1])
}

/// The checksum of weights and bias, as `rule` prints it.
@_expose(wasm, "ruleChecksum") @_cdecl("ruleChecksum")
public func ruleChecksum() -> UInt64 { checksum(course.layer) }

func checksum(_ layer: Layer) -> UInt64 {
  var sum = Checksum()
  sum.add(layer.weights.values)
  sum.add(layer.bias.values)
  return sum.value
}
