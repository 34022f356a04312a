// A linear classifier and one with a hidden layer learn the same points in the page, as the terminal's `train` does.

private struct Course {
  var network: Network
  let settings: TrainingSettings
  var steps = 0
}

nonisolated(unsafe) private var learned = LabeledPoints(X: [[0, 0]], y: [0])
nonisolated(unsafe) private var others: LabeledPoints?
/// Without and with a hidden layer.
nonisolated(unsafe) private var courses: [Course] = []

/// The deck's points: clouds, or the spiral of this radius. Gives these and others of the next seed: x, y and class in turn.
@_expose(wasm, "choosePoints") @_cdecl("choosePoints")
public func choosePoints(_ isSpiral: Bool, _ radius: Float, _ seed: UInt64) {
  func points(_ seed: UInt64) -> LabeledPoints {
    var generator = SeededGenerator(seed: seed)
    let clouds = LabeledPoints.clouds(using: &generator)
    return isSpiral ? .spiral(radius: radius, using: &generator) : clouds
  }
  let (these, those) = (points(seed), points(seed &+ 1))
  (learned, others, courses) = (these, those, [])
  give(
    [these, those].flatMap { points in
      points.y.indices.flatMap { [points.X[$0, 0], points.X[$0, 1], Float(points.y[$0])] }
    })
}

/// Takes points of the reader: x, y and class in turn; no class below the largest is missing.
@_expose(wasm, "takePoints") @_cdecl("takePoints")
public func takePoints(_ points: UnsafePointer<Float>, _ count: Int) {
  learned = LabeledPoints(
    X: Matrix((0..<count).map { [points[3 * $0], points[3 * $0 + 1]] }),
    y: (0..<count).map { Int(points[3 * $0 + 2]) })
  (others, courses) = (nil, [])
}

/// Begins both trainings from the deck's first weights, or the hidden layer's and the last one's from 0.1.
@_expose(wasm, "beginCourses") @_cdecl("beginCourses")
public func beginCourses(
  _ hidden: Int, _ activation: Int, _ isEqual: Bool, _ rate: Float, _ lambda: Float, _ seed: UInt64
) {
  let settings = TrainingSettings(learningRate: rate, epochs: 0, penalty: Penalty(l2: lambda / 2), seed: seed)
  var generator = SeededGenerator(seed: seed)
  let linear = Network(inputs: 2, classes: learned.classes, using: &generator)
  generator = SeededGenerator(seed: seed)
  var network = Network(
    sizes: [2, hidden, learned.classes], activation: Activation.allCases[activation], using: &generator)
  if isEqual { for l in 0..<2 { network.layers[l].weights = network.layers[l].weights.map { _ in 0.1 } } }
  courses = [linear, network].map { Course(network: $0, settings: settings) }
}

/// So many steps of both: true; or false, if one diverges, and gives its number and the letters of what it says.
@_expose(wasm, "learn") @_cdecl("learn")
public func learn(_ steps: Int) -> Bool {
  for i in courses.indices {
    var settings = courses[i].settings
    settings.epochs = courses[i].steps + steps
    do {
      try Lanes.train(&courses[i].network, learned.X, learned.y, settings, from: courses[i].steps + 1)
      courses[i].steps += steps
    } catch {
      give([Float(i)] + error.description.utf8.map { Float($0) })
      return false
    }
  }
  return true
}

/// Gives for each network: cross-entropy, penalty.
@_expose(wasm, "losses") @_cdecl("losses")
public func losses() {
  give(courses.flatMap { losses($0) })
}

private func losses(_ course: Course) -> [Float] {
  [
    crossEntropy(course.network.scores(learned.X), learned.y),
    course.network.layers.reduce(0) { $0 + course.settings.penalty.cost(of: $1.weights) },
  ]
}

/// Gives for each network: cross-entropy, penalty, share right, share right of the others (or −1), √Σ W² of the first layer,
/// its number of different neurons; of the scores the sum of the biases, and that of the weights of the first two inputs.
@_expose(wasm, "measure") @_cdecl("measure")
public func measure() {
  give(
    courses.flatMap { course -> [Float] in
      let network = course.network
      let (first, last) = (network.layers[0], network.layers[network.layers.count - 1])
      let neurons = (0..<first.outputs).map { first.weights.column($0) + [first.bias[0, $0]] }
      return losses(course) + [
        network.accuracy(learned.X, learned.y), others.map { network.accuracy($0.X, $0.y) } ?? -1,
        first.weights.values.reduce(0) { $0 + $1 * $1 }.squareRoot(),
        Float(neurons.indices.count { !neurons[..<$0].contains(neurons[$0]) }),
        last.bias.sum(),
      ] + (0..<2).map { $0 < last.inputs ? last.weights[row: $0].reduce(0, +) : .nan }
    })
}

/// Gives for each network the class and its probability in the middle of every cell of a square, from the largest y down.
@_expose(wasm, "look") @_cdecl("look")
public func look(_ x0: Float, _ x1: Float, _ y0: Float, _ y1: Float, _ cells: Int) {
  var places = Matrix(rows: cells * cells, columns: 2)
  for cell in 0..<cells * cells {
    places[cell, 0] = x0 + (x1 - x0) * (Float(cell % cells) + 0.5) / Float(cells)
    places[cell, 1] = y1 + (y0 - y1) * (Float(cell / cells) + 0.5) / Float(cells)
  }
  give(
    courses.flatMap { course in
      let P = softmax(course.network.scores(places))
      return P.argmax().enumerated().flatMap { [Float($1), P[$0, $1]] }
    })
}

/// Gives a network's weights, inputs × outputs, and biases, layer by layer.
@_expose(wasm, "parameters") @_cdecl("parameters")
public func parameters(_ number: Int) {
  give(courses[number].network.layers.flatMap { $0.weights.values + $0.bias.values })
}

/// The checksum of the same, as `train` prints it.
@_expose(wasm, "weightsChecksum") @_cdecl("weightsChecksum")
public func weightsChecksum(_ number: Int) -> UInt64 {
  var sum = Checksum()
  for layer in courses[number].network.layers {
    sum.add(layer.weights.values)
    sum.add(layer.bias.values)
  }
  return sum.value
}
