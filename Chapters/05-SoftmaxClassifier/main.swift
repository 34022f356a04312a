// Chapter 5, the softmax classifier: the read-along.

var generator = SeededGenerator(seed: 1)
let spiral = LabeledPoints.spiral(using: &generator)
let start = Network(sizes: [2, 100, 3], using: &generator)
for round in 0..<6 {
  var network = start
  let clock = secondsSinceStart()
  try train(&network, spiral.X, spiral.y, TrainingSettings(epochs: 10000))
  let a = clock()
  network = start
  let lanes = ExamplesInLanes(spiral.X, spiral.y, for: network)!
  let clock2 = secondsSinceStart()
  for _ in 0..<10000 {
    _ = lanes.forward(network)
    var gradient = lanes.backward(network)
    addPenalty(of: network, l2: 1e-3, to: &gradient)
    update(&network, gradient, learningRate: 1)
  }
  print(a, clock2())
}
import Companion

Program(
  name: "softmax-classifier",
  summary: "scores, probabilities, and a border that bends",
  sections: [
    scoresToLoss, twoClasses, oneMatrix, scoreSlopes, linearClassifier, twoLayers, whatMakesItLearn,
    realDigits,
    threeWays,
  ],
  commands: []
).run()
