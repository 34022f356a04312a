import Matrices
import Support
import Testing

@testable import MultilayerPerceptron

/// What cannot be asked of a network, and the sentence in which it is refused.
@Suite struct CheckTests {
  @Test(arguments: refused.indices)
  func `What cannot be used ends the program with a sentence that names it`(index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
      try CheckTests.refused[index].call()
    }
    #expect(Refusal.sentence(in: result?.standardErrorContent) == CheckTests.refused[index].sentence)
  }

  static let refused: [Refusal] = networks + passes + examples + settings + training + rules + rates + slopes

  /// Four inputs, three outputs; and four, two, three.
  private static let shallow = Network([Layer(zeros: 4, 3)], [.softmax])
  private static let deep = Network([Layer(zeros: 4, 2), Layer(zeros: 2, 3)], [.tanh, .softmax])
  private static let X = Matrix(rows: 2, columns: 4)
  private static let Y: Matrix = [[0, 1, 0], [1, 0, 0]]
  private static let once = TrainingSettings(learningRate: 1.0, epochs: 1)

  private static let networks: [Refusal] = [
    Refusal("2 biases for 3 outputs") { _ = Layer(Matrix(rows: 4, columns: 3), bias: [0, 0]) },
    Refusal("a matrix of -1 × 3") { _ = Layer(zeros: -1, 3) },
    Refusal("a matrix of 0 × \(Int.max)") { _ = Layer(zeros: 0, .max) },
    Refusal("a matrix of \(Int.max) × 3") {
      var generator = SeededGenerator(seed: 1)
      _ = Layer(inputs: .max, outputs: 3, using: &generator)
    },
    Refusal("a network without layers") { _ = Network([], []) },
    Refusal("2 activations for 1 layers") { _ = Network([Layer(zeros: 4, 3)], [.tanh, .tanh]) },
    Refusal("2 outputs meet 3 inputs") {
      _ = Network([Layer(zeros: 4, 2), Layer(zeros: 3, 3)], [.tanh, .linear])
    },
    Refusal("a network without layers") {
      var network = deep
      network.layers = []
      _ = network.forward(X)
    },
    Refusal("2 activations for 3 layers") {
      var network = deep
      network.layers.append(Layer(zeros: 3, 3))
      _ = network.forward(X)
    },
    Refusal("2 outputs meet 3 inputs") {
      var network = deep
      network.layers[1] = Layer(zeros: 3, 3)
      _ = network.forward([Float](repeating: 0, count: 4))
    },
    Refusal("2 biases, not 3") {
      var network = shallow
      network.layers[0].bias = [[0, 0]]
      _ = network.forward(X)
    },
    Refusal("2 bias rows") {
      var network = shallow
      network.layers[0].bias = Matrix(rows: 2, columns: 3)
    },
    Refusal("0 values do not fill 1 × 3") {
      var network = shallow
      network.layers[0].bias.values = []
      _ = network.forward([1, 2, 3, 4])
    },
    Refusal("7 values do not fill 4 × 2") {
      var network = deep
      network.layers[0].weights.values.removeLast()
      _ = network.forward(X)
    },
    Refusal("softmax is for the last layer") {
      _ = Network([Layer(zeros: 4, 2), Layer(zeros: 2, 3)], [.softmax, .linear])
    },
    Refusal("softmax has a Jacobian") { _ = Activation.softmax.derivative(at: X, value: X) },
    Refusal("a network of the sizes [4]") {
      var generator = SeededGenerator(seed: 1)
      _ = Network(sizes: [4], hidden: .tanh, output: .linear, .he, using: &generator)
    },
    Refusal("a network of the sizes [4, 0, 2]") {
      var generator = SeededGenerator(seed: 1)
      _ = Network(sizes: [4, 0, 2], hidden: .tanh, output: .linear, .he, using: &generator)
    },
    Refusal("weights within nan, expected a bound above 0") {
      var generator = SeededGenerator(seed: 1)
      _ = Layer(inputs: 4, outputs: 3, .uniform(.nan), using: &generator)
    },
    Refusal("weights of the deviation inf") {
      var generator = SeededGenerator(seed: 1)
      _ = Layer(inputs: 4, outputs: 3, .normal(.infinity), using: &generator)
    },
    Refusal("weights of the deviation -1.0") {
      var generator = SeededGenerator(seed: 1)
      _ = Layer(inputs: 4, outputs: 3, .normal(-1), using: &generator)
    },
    Refusal("a network of the sizes [4]") {
      _ = Network(sizes: [4], hidden: .tanh, output: .linear) { _, _ in [] }
    },
    Refusal("2 values do not fill 3 × 4") {
      _ = Network(sizes: [4, 3], hidden: .tanh, output: .linear) { _, _ in [0, 0] }
    },
    Refusal("12 biases for 3 outputs") {
      _ = Network(sizes: [4, 3], hidden: .tanh, output: .linear) { _, _ in [Float](repeating: 0, count: 12) }
    },
  ]

  private static let passes: [Refusal] = [
    Refusal("3 inputs for a network of 4") { _ = shallow.classify([[1, 2, 3]]) },
    Refusal("3 inputs for a network of 4") { _ = shallow.logits([[1, 2, 3]]) },
    Refusal("3 inputs for a network of 4") { _ = shallow.forward([1, 2, 3]) },
    Refusal("2 examples for 1 classes") { _ = shallow.accuracy(X, [0]) },
    Refusal("0 examples for 0 classes") { _ = shallow.accuracy(Matrix(rows: 0, columns: 4), []) },
    Refusal("2 × 3 outputs for 1 × 3 targets") {
      _ = loss(.crossEntropy, shallow, shallow.forward(X), [[0, 1, 0]])
    },
    Refusal("no examples, no loss") {
      let (X, Y) = (Matrix(rows: 0, columns: 4), Matrix(rows: 0, columns: 3))
      _ = loss(.crossEntropy, shallow, shallow.forward(X), Y)
    },
    Refusal("cross-entropy of outputs neither sigmoid nor softmax") {
      let network = Network([Layer(zeros: 4, 3)], [.relu])
      _ = loss(.crossEntropy, network, network.forward(X), Y)
    },
    Refusal("a target of 5.0, expected 0 to 1") {
      _ = loss(.crossEntropy, shallow, shallow.forward(X), [[0, 5, 0], [1, 0, 0]])
    },
    Refusal("a target of nan, expected 0 to 1") {
      _ = backward(shallow, X, shallow.forward(X), [[0, .nan, 0], [1, 0, 0]], .crossEntropy)
    },
    Refusal("targets of example 1 that add up to 1.5, expected 1") {
      _ = backward(shallow, X, shallow.forward(X), [[0, 1, 0], [1, 0, 0.5]], .crossEntropy)
    },
    Refusal("targets of example 0 that add up to 0.5, expected 1") {
      _ = backward(shallow, X, shallow.forward(X), [[0, 0.5, 0], [1, 0, 0]], .crossEntropy)
    },
    Refusal("a target of -1.0, expected 0 to 1") {
      var (network, gradient) = (shallow, shallow.layers)
      network = Network(network.layers, [.sigmoid])
      let pass = network.forward([1, 2, 3, 4])
      backward(network, [1, 2, 3, 4], pass, [0, 1, -1], .crossEntropy, addingTo: &gradient)
    },
    Refusal("class 3 of 3") { _ = shallow.accuracy(X, [0, 3]) },
    Refusal("class -1 of 3") { _ = shallow.accuracy(X, [0, -1]) },
    Refusal("2 × 3 outputs for 2 × 4 targets") { _ = loss(.squared, shallow, shallow.forward(X), X) },
    Refusal("2 × 3 outputs for 1 × 3 targets") {
      _ = backward(shallow, X, shallow.forward(X), [[0, 1, 0]], .squared)
    },
    Refusal("2 × 3 outputs for 2 × 4 targets") { _ = backward(shallow, X, shallow.forward(X), X, .squared) },
    Refusal("a pass through layers of [3] outputs, expected [2, 3]") {
      _ = loss(.squared, deep, shallow.forward(X), Y)
    },
    Refusal("a pass through layers of [3] outputs, expected [2, 3]") {
      _ = backward(deep, X, shallow.forward(X), Y, .squared)
    },
    Refusal("cross-entropy of outputs neither sigmoid nor softmax") {
      let network = Network([Layer(zeros: 4, 3)], [.relu])
      _ = backward(network, X, network.forward(X), Y, .crossEntropy)
    },
    Refusal("2 × 4 and 2 × 3 do not go together") { _ = passBack(Y, through: .tanh, at: X, value: X) },
    Refusal("slopes of 1 examples, 2 and 2") { _ = passBack([[0, 1, 0]], through: .relu, at: Y, value: Y) },
    Refusal("slopes of 2 examples, 2 and 1") { _ = passBack(Y, through: .tanh, at: Y, value: [[0, 1, 0]]) },
    Refusal("slopes of 2 examples, 1 and 2") { _ = passBack(Y, through: .relu, at: [[0, 1, 0]], value: Y) },
    Refusal("2 × 4 and 2 × 3 do not go together") { _ = passBack(Y, through: .linear, at: X, value: X) },
    Refusal("9 inputs for a network of 4") { _ = shallow.predict(Matrix(rows: 0, columns: 9)) },
    Refusal("4 × 3 cannot hold 3 × 2 times 2 × 3") {
      _ = backward(shallow, Matrix(rows: 2, columns: 3), shallow.forward(X), Y, .squared)
    },
    Refusal("3 inputs for a network of 4") {
      var gradient = shallow.layers
      let pass = shallow.forward([1, 2, 3, 4])
      backward(shallow, [1, 2, 3], pass, [0, 1, 0], .squared, addingTo: &gradient)
    },
    Refusal("2 targets for 3 outputs") {
      var gradient = shallow.layers
      let pass = shallow.forward([1, 2, 3, 4])
      backward(shallow, [1, 2, 3, 4], pass, [0, 1], .squared, addingTo: &gradient)
    },
    Refusal("a pass through layers of [3] outputs, expected [2, 3]") {
      var gradient = deep.layers
      let pass = shallow.forward([1, 2, 3, 4])
      backward(deep, [1, 2, 3, 4], pass, [0, 1, 0], .squared, addingTo: &gradient)
    },
    Refusal("2 outputs meet 7 inputs") {
      var (network, gradient) = (deep, deep.layers)
      let pass = network.forward([1, 2, 3, 4])
      network.layers[1] = Layer(zeros: 7, 3)
      backward(network, [1, 2, 3, 4], pass, [0, 1, 0], .squared, addingTo: &gradient)
    },
    Refusal("a pass of 2 examples, expected one") {
      var gradient = deep.layers
      backward(deep, [1, 2, 3, 4], deep.forward(X), [0, 1, 0], .squared, addingTo: &gradient)
    },
    Refusal("1 gradients, 2 layers") {
      var gradient = shallow.layers
      let pass = deep.forward([1, 2, 3, 4])
      backward(deep, [1, 2, 3, 4], pass, [0, 1, 0], .squared, addingTo: &gradient)
    },
  ]

  private static let examples: [Refusal] = [
    Refusal("2 examples for 3 targets") { _ = Examples(X, Matrix(rows: 3, columns: 3)) },
    Refusal("no examples") { _ = Examples(Matrix(rows: 0, columns: 4), Matrix(rows: 0, columns: 3)) },
    Refusal("label 3 of 3 classes") { _ = Examples(X, classes: [0, 3], count: 3) },
    Refusal("label -1 of 3 classes") { _ = oneHot([-1], classes: 3) },
    Refusal("a matrix of 1 × -1") { _ = oneHot([0], classes: -1) },
    Refusal("class \(Int.max)") { _ = balanced([0, 1], [0, .max]) },
    Refusal("class -1") { _ = balanced([0, 1], [0, -1]) },
    Refusal("example 2 of 2") { _ = balanced([0, 2], [0, 1]) },
    Refusal("2 examples for 3 targets") { _ = Lanes.Examples(X, Matrix(rows: 3, columns: 3)) },
    Refusal("no examples") { _ = Lanes.Examples(Matrix(rows: 0, columns: 4), Matrix(rows: 0, columns: 3)) },
    Refusal("no examples") { _ = Lanes.Examples(bytes: [], inputs: 4, Matrix(rows: 0, columns: 3)) },
    Refusal("7 bytes for 2 × 4") { _ = Lanes.Examples(bytes: [1, 2, 3, 4, 5, 6, 7], inputs: 4, Y) },
    Refusal("0 bytes for 4 × \(1 << 62)") {
      _ = Lanes.Examples(bytes: [], inputs: 1 << 62, Matrix(rows: 4, columns: 3))
    },
    Refusal("1 examples for 2 rows") {
      var two = Lanes.Workspace(batch: 2, for: shallow, team: Team(count: 1))
      Lanes.Examples(X, Y).fetch([0], into: &two)
    },
    Refusal("example 2 of 2") {
      var two = Lanes.Workspace(batch: 2, for: shallow, team: Team(count: 1))
      Lanes.Examples(X, Y).fetch([0, 2], into: &two)
    },
  ]

  private static let settings: [Refusal] = [
    Refusal("a learning rate of inf times 1.0, expected finite ones above 0") {
      _ = TrainingSettings(learningRate: LearningRate(.infinity), epochs: 1)
    },
    Refusal("a learning rate of 0.0 times 1.0, expected finite ones above 0") { _ = LearningRate(0) },
    Refusal("a learning rate of 1.0 times 0.0, expected finite ones above 0") {
      _ = LearningRate(1, times: 0)
    },
    Refusal("a learning rate of 1.0 times inf, expected finite ones above 0") {
      _ = LearningRate(1, times: .infinity)
    },
    Refusal("a learning rate of 1.0 times nan, expected finite ones above 0") {
      _ = LearningRate(1, times: .nan)
    },
    Refusal("a schedule with steps of 0 epochs") { _ = LearningRate(1, times: 0.5, every: 0) },
    Refusal("the learning rate of epoch 0") { _ = LearningRate(1).value(epoch: 0) },
    Refusal("-1 epochs") { _ = TrainingSettings(learningRate: 1.0, epochs: -1) },
    Refusal("\(Int.max) epochs") { _ = TrainingSettings(learningRate: 1.0, epochs: .max) },
    Refusal("a batch of 0 examples") { _ = TrainingSettings(learningRate: 1.0, epochs: 1, batch: 0) },
    Refusal("-1 steps") { _ = TrainingSettings(learningRate: 1.0, epochs: 1, steps: -1) },
    Refusal("a tolerance of -1.0, expected at least 0") {
      _ = TrainingSettings(learningRate: 1.0, epochs: 1, tolerance: -1)
    },
    Refusal("a penalty of l1 inf, l2 0.0; expected two finite numbers from 0") { _ = Penalty(l1: .infinity) },
    Refusal("a penalty of l1 0.0, l2 -1.0; expected two finite numbers from 0") { _ = Penalty(l2: -1) },
    Refusal("a penalty of l1 0.0, l2 inf; expected two finite numbers from 0") { _ = Penalty(l2: .infinity) },
    Refusal("a penalty of l1 -1.0, l2 0.0; expected two finite numbers from 0") { _ = Penalty(l1: -1) },
    Refusal("a patience of 0 epochs") { _ = EarlyStopping(patience: 0) },
    Refusal("a least loss of nan in epoch 1") { _ = EarlyStopping(patience: 1, after: 1, leastLoss: .nan) },
    Refusal("a least loss of inf in epoch -1") { _ = EarlyStopping(patience: 1, after: -1) },
  ]

  private static let training: [Refusal] = [
    Refusal("0 gradients, 1 layers") {
      var network = shallow
      let settings = TrainingSettings(learningRate: 1.0, epochs: 2, batch: 1)
      try Lanes.train(&network, Lanes.Examples(X, Y), settings, by: { _, gradient, _ in gradient = [] })
    },
    Refusal("examples of 3 inputs for [4, 3]") {
      var network = shallow
      try train(&network, Examples([[1, 2, 3]], [[0, 1, 0]]), once)
    },
    Refusal("targets of 2 columns for the sizes [4, 3]") {
      var network = shallow
      try train(&network, Examples(X, [[0, 1], [1, 0]]), once)
    },
    Refusal("a first epoch of number 0") {
      var network = shallow
      try train(&network, Examples(X, Y), once, from: 0)
    },
    Refusal("an order of 1 for 2 examples") {
      var network = shallow
      let settings = TrainingSettings(learningRate: 1.0, epochs: 1, batch: 1, order: { [$0[0]] })
      try train(&network, Examples(X, Y), settings)
    },
    Refusal("row 2 of 2") {
      var network = shallow
      let settings = TrainingSettings(learningRate: 1.0, epochs: 1, batch: 1, order: { _ in [0, 2] })
      try train(&network, Examples(X, Y), settings)
    },
    Refusal("example -1 of 2") {
      var network = shallow
      let settings = TrainingSettings(learningRate: 1.0, epochs: 1, batch: 1, order: { _ in [0, -1] })
      try Lanes.train(&network, Lanes.Examples(X, Y), settings)
    },
    Refusal("a pass through layers of [2, 3] outputs, expected [2, 3, 2, 3]") {
      var network = deep
      let exchanged = Network(
        deep.layers + [Layer(zeros: 3, 2), Layer(zeros: 2, 3)], [.tanh, .tanh, .tanh, .softmax])
      let settings = TrainingSettings(learningRate: 1.0, epochs: 2)
      try Lanes.train(
        &network, Lanes.Examples(X, Y), settings,
        by: { network, gradient, _ in
          (network, gradient) = (exchanged, exchanged.layers)
        })
    },
    Refusal("examples of 3 inputs for [4, 3]") {
      var network = shallow
      try Lanes.train(&network, Lanes.Examples([[1, 2, 3]], [[0, 1, 0]]), once)
    },
    Refusal("targets of 2 columns for the sizes [4, 3]") {
      var network = shallow
      try Lanes.train(&network, Lanes.Examples(X, [[0, 1], [1, 0]]), once)
    },
    Refusal("a team of 0 threads, expected 1 to 64") {
      var network = shallow
      try Lanes.train(&network, Lanes.Examples(X, Y), once, threads: 0)
    },
  ]

  /// A step of a rule whose gradient has a column too few.
  private static func step(_ rule: (_ W: inout Matrix, _ memory: inout Matrix, _ G: Matrix) -> Void) {
    var (W, memory) = (Matrix(rows: 2, columns: 2), Matrix(rows: 2, columns: 2))
    rule(&W, &memory, Matrix(rows: 2, columns: 1))
  }

  /// A step of a rule.
  private static func step(_ rule: UpdateRule) {
    var (network, updater) = (shallow, Updater(rule, for: shallow))
    updater.update(&network, shallow.layers, learningRate: 1)
  }

  private static let rules: [Refusal] = [
    Refusal("a momentum of nan") { step(.momentum(.nan)) },
    Refusal("a momentum of 1.0") { step(.momentum(1)) },
    Refusal("a momentum of -1.0") { step(.nesterov(-1)) },
    Refusal("a momentum of nan") { step(.nesterov(.nan)) },
    Refusal("a square kept by 1.0, added by 1.0, with ε = nan") { step(.adaGrad(epsilon: .nan)) },
    Refusal("a square kept by 1.0, added by 1.0, with ε = 0.0") { step(.adaGrad(epsilon: 0)) },
    Refusal("a square kept by 1.0, added by 1.0, with ε = inf") { step(.adaGrad(epsilon: .infinity)) },
    Refusal("a square kept by 1.0, added by 0.0, with ε = 1e-08") { step(.rmsProp(decay: 1, epsilon: 1e-8)) },
    Refusal("a square kept by -0.5, added by 1.5, with ε = 1e-08") {
      step(.rmsProp(decay: -0.5, epsilon: 1e-8))
    },
    Refusal("a square kept by nan, added by 1.0, with ε = 1.0") {
      var (W, S) = (X, X)
      divideByRoot(&W, &S, X, keep: .nan, add: 1, epsilon: 1, learningRate: 1)
    },
    Refusal("a square kept by 1.0, added by nan, with ε = 1.0") {
      var (W, S) = (X, X)
      divideByRoot(&W, &S, X, keep: 1, add: .nan, epsilon: 1, learningRate: 1)
    },
    Refusal("a square kept by 2.0, added by 1.0, with ε = 1.0") {
      var (W, S) = (X, X)
      divideByRoot(&W, &S, X, keep: 2, add: 1, epsilon: 1, learningRate: 1)
    },
    Refusal("a square kept by 1.0, added by 2.0, with ε = 1.0") {
      var (W, S) = (X, X)
      divideByRoot(&W, &S, X, keep: 1, add: 2, epsilon: 1, learningRate: 1)
    },
    Refusal("step 1 of Adam with β₁ = 1.0, β₂ = 0.999, ε = 1e-08") {
      step(.adam(beta1: 1, beta2: 0.999, epsilon: 1e-8))
    },
    Refusal("step 1 of Adam with β₁ = 0.9, β₂ = nan, ε = 1e-08") {
      step(.adam(beta1: 0.9, beta2: .nan, epsilon: 1e-8))
    },
    Refusal("step 1 of Adam with β₁ = 0.9, β₂ = 0.999, ε = 0.0") {
      step(.adam(beta1: 0.9, beta2: 0.999, epsilon: 0))
    },
    Refusal("step 1 of Adam with β₁ = 0.9, β₂ = 0.999, ε = inf") {
      step(.adam(beta1: 0.9, beta2: 0.999, epsilon: .infinity))
    },
    Refusal("1 gradients, 2 layers") {
      var network = deep
      update(&network, shallow.layers, learningRate: 1)
    },
    Refusal("4 × 3 weights beside 1 × 3, 3 values") {
      var network = shallow
      update(&network, [Layer(zeros: 1, 3)], learningRate: 1)
    },
    Refusal("[0, 0, 1] velocities, squares and layers of slopes, expected [2, 0, 1]") {
      var (network, updater) = (shallow, Updater(.nesterov(0.9), for: shallow))
      updater.velocities = []
      updater.update(&network, shallow.layers, learningRate: 1)
    },
    Refusal("[0, 0, 1] velocities, squares and layers of slopes, expected [0, 2, 1]") {
      var (network, updater) = (shallow, Updater(.rmsProp, for: shallow))
      updater.squares = []
      updater.update(&network, shallow.layers, learningRate: 1)
    },
    Refusal("2 × 2 weights beside 2 × 1, 2 values") { step { momentum(&$0, &$1, $2, 0.9, learningRate: 1) } },
    Refusal("2 × 2 weights beside 2 × 1, 2 values") { step { nesterov(&$0, &$1, $2, 0.9, learningRate: 1) } },
    Refusal("2 × 2 weights beside 2 × 1, 2 values") {
      step { divideByRoot(&$0, &$1, $2, keep: 1, add: 1, epsilon: 1, learningRate: 1) }
    },
    Refusal("2 × 2 weights beside 2 × 1, 2 values") {
      step {
        var S = $0
        adam(&$0, &$1, &S, $2, step: 1, learningRate: 1)
      }
    },
    Refusal("2 × 2 weights beside 4 × 1, 4 values") {
      var (W, V, S) = (Matrix(rows: 2, columns: 2), Matrix(rows: 2, columns: 2), Matrix(rows: 4, columns: 1))
      adam(&W, &V, &S, W, step: 1, learningRate: 1)
    },
    Refusal("2 × 2 weights beside 2 × 2, 1 values") {
      var (W, V) = (Matrix(rows: 2, columns: 2), Matrix(rows: 2, columns: 2))
      V.values = [0]
      momentum(&W, &V, W, 0.9, learningRate: 1)
    },
    Refusal("[4, 4, 1] velocities, squares and layers of slopes, expected [4, 4, 2]") {
      var (network, updater) = (deep, Updater(.adam, for: deep))
      updater.update(&network, shallow.layers, learningRate: 1)
    },
    Refusal("2 gradients, 1 layers") {
      var (network, updater, gradient) = (shallow, Updater(.adam, for: shallow), deep.layers)
      updater.step(&network, &gradient, learningRate: 1, Penalty(l2: 1))
    },
    Refusal("[4, 4, 1] velocities, squares and layers of slopes, expected [2, 2, 1]") {
      var (network, updater) = (shallow, Updater(.adam, for: deep))
      updater.update(&network, shallow.layers, learningRate: 1)
    },
    Refusal("4 × 3 weights beside 2 × 3, 6 values") {
      var (network, updater) = (shallow, Updater(.adam, for: shallow))
      updater.update(&network, [Layer(zeros: 2, 3)], learningRate: 1)
    },
    Refusal("step 0 of Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e-08") {
      var (network, updater) = (shallow, Updater(.adam, for: shallow))
      updater.steps = -1
      updater.update(&network, shallow.layers, learningRate: 1)
    },
  ]

  /// No step is of such a length.
  private static let rates: [Refusal] = ([-1, .infinity, .nan] as [Float]).flatMap { rate in
    [
      Refusal("a learning rate of \(rate)") {
        var network = shallow
        update(&network, network.layers, learningRate: rate)
      },
      Refusal("a learning rate of \(rate)") {
        var (network, updater) = (shallow, Updater(.gradientDescent, for: shallow))
        updater.update(&network, network.layers, learningRate: rate)
      },
      Refusal("a learning rate of \(rate)") {
        var weights: Matrix = [[1]]
        Penalty(l1: 1).shrink(&weights, learningRate: rate)
      },
    ]
  }

  /// Forward and back, an activation has no such slope.
  private static let slopes: [Refusal] = [
    Activation.leakyReLU(slope: -0.5), .leakyReLU(slope: 1.5), .leakyReLU(slope: .nan),
    .elu(alpha: .infinity), .elu(alpha: .nan),
  ].flatMap { activation in
    let slope =
      switch activation {
      case .leakyReLU(let slope), .elu(let slope): slope
      default: Float.zero
      }
    return [
      Refusal("a slope of \(slope)") { _ = activate(X, by: activation) },
      Refusal("a slope of \(slope)") { _ = passBack(X, through: activation, at: X, value: X) },
    ]
  }
}
