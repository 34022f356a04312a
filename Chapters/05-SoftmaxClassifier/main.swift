import Companion
import Matrices
import SoftmaxClassifier

var generator = SeededGenerator(seed: 1)
let spiral = LabeledPoints.spiral(using: &generator)
let start = Network(sizes: [2, 100, 3], using: &generator)
for round in 0..<8 {
  var forwards = 0.0

  var network = start
  var gradient = network
  let lanes = ExamplesInLanes(spiral.X, spiral.y, classes: 3)
  var passed = PassInLanes(lanes, neurons: 100)
  let clock = secondsSinceStart()
  var loss: Float = 0
  for _ in 0..<10_000 {
    let a = clock()
    loss = lanes.forward(network, keeping: &passed)
    if round > 4 { forwards += clock() - a }
    lanes.backward(network, passed, into: &gradient)
    addPenalty(of: network, l2: 1e-3, to: &gradient)
    update(&network, gradient, learningRate: 1)
  }
  print(clock(), forwards, loss, accuracy(network.scores(spiral.X), spiral.y))
}
var network = start
var gradient = network
let clock = secondsSinceStart()
for _ in 0..<1000 {
  let passed = network.forward(spiral.X)
  gradient = network.backward(passed, scoreGradient(softmax(passed.scores), spiral.y))
  addPenalty(of: network, l2: 1e-3, to: &gradient)
  update(&network, gradient, learningRate: 1)
}
print("products", clock() * 10)
let clock2 = secondsSinceStart()
for _ in 0..<100 {
  let gradient = lossAndGradientByLoops(network, spiral.X, spiral.y, l2: 1e-3).gradient
  update(&network, gradient, learningRate: 1)
}
print("loops", clock2() * 100)
