import Figures
import Formats
import ReadAlong
@testable import LinearRegression
import Matrices
import Support
import Testing

@Suite struct OneWeightTests {
  @Test func `The first step of the slide goes from 2 to 1·96 and the loss from 7 to 6·8416`() {
    let path = OneWeight.descend(from: 2, learningRate: 0.01, steps: 1)
    #expect(OneWeight.loss(path[0]) == 7)
    #expect(OneWeight.derivative(at: path[0]) == 4)
    #expect(close(path[1], 1.96))
    #expect(close(OneWeight.loss(path[1]), 6.8416))
  }

  @Test func `The weight tends to 0 and the loss to 3`() {
    let path = OneWeight.descend(from: 2, learningRate: 0.01, steps: 1000)
    #expect(path.count == 1001)
    #expect(abs(path[1000]) < 1e-6)
    #expect(close(OneWeight.loss(path[1000]), 3))
    #expect(zip(path, path.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func `The slope is that of 3 + x² in doubles, and one wrong by a percent is caught`() {
    for x: Float in [-2, 0.5, 3] {
      let (above, below) = (Double(x) + 1e-4, Double(x) - 1e-4)
      let slope = ((3 + above * above) - (3 + below * below)) / 2e-4
      let found = Double(OneWeight.derivative(at: x))
      #expect(abs(found - slope) < 1e-6 && abs(1.01 * found - slope) > 1e-3)
    }
  }
}

@Suite struct LossTests {
  @Test func `An error twice as large costs four times as much`() {
    #expect(loss([3], [1]) == 2)
    #expect(loss([5], [1]) == 8)
    #expect(loss([3, 5], [1, 1]) == 5)
  }

  @Test func `On the best line the errors balance`() throws {
    for set in 1...4 {
      let (X, y) = try anscombe(set)
      let Z = try closedForm(X, y).forward(X)
      let above = zip(Z, y).map { max($0 - $1, 0) }.reduce(0, +)
      let below = zip(Z, y).map { max($1 - $0, 0) }.reduce(0, +)
      #expect(above > 2)
      #expect(abs(above - below) < 1e-4)
    }
  }

  @Test func `The gradient with a ridge passes the check by differences, and a spoilt one does not`() throws {
    let (X, y) = try standardizedHouses()
    let model = LinearModel(weights: [0.7, -1.2, 2.1], bias: 1.3)
    let small = y.map { $0 / 100 }
    let penalty = Penalty(l2: 0.2)
    func cost(_ p: [Float]) -> Float {
      let moved = LinearModel(weights: Array(p[1...]), bias: p[0])
      return loss(moved.forward(X), small) + penalty.cost(of: moved.weights)
    }
    var slopes = backward(X, model.forward(X), small)
    penalty.addGradient(of: model.weights, to: &slopes.weights)
    let parameters = [model.bias] + model.weights.values
    let right = try GradientCheck([slopes.bias] + slopes.weights.values, at: parameters, loss: cost)
    #expect(right.error < 1e-3)
    let spoilt = try GradientCheck(
      [slopes.bias] + slopes.weights.values.map { $0 * 1.02 }, at: parameters, loss: cost)
    #expect(spoilt.error > 1e-2)
  }

  @Test func `Each entry of the gradient is that of the loss in double precision, by loops and by lanes`()
    throws
  {
    let (X, prices) = try standardizedHouses()
    let y = prices.map { $0 / 100 }
    let model = LinearModel(weights: [0.7, -1.2, 2.1], bias: 1.3)
    var byLanes = LinearModel(inputs: 3)
    var examples = Lanes.Examples(X, y)
    _ = examples.loss(model)
    examples.backward(into: &byLanes)
    for plain in [backward(X, model.forward(X), y), byLanes] {
      for l2: Float in [0, 0.2] {
        var gradient = plain
        Penalty(l2: l2).addGradient(of: model.weights, to: &gradient.weights)
        let (numbers, point) = (
          [gradient.bias] + gradient.weights.values, [model.bias] + model.weights.values
        )
        #expect(differenceFromDouble(numbers, X, y, at: point, l2: Double(l2)) < 2e-6)
        for k in numbers.indices {
          var spoilt = numbers
          spoilt[k] *= 1.01
          #expect(differenceFromDouble(spoilt, X, y, at: point, l2: Double(l2)) > 2e-5)
        }
      }
    }
  }

  @Test(arguments: [1, 2, 15, 16, 17, 33, 100])
  func `The lanes agree with the plain loops for any number of examples`(count: Int) {
    var generator = SeededGenerator(seed: UInt64(count))
    let X = Matrix(rows: count, columns: 5, values: (0..<count * 5).map { _ in generator.normal() })
    let y = (0..<count).map { _ in generator.normal() }
    let model = LinearModel(weights: (0..<5).map { _ in generator.normal() }, bias: 0.4)
    var examples = Lanes.Examples(X, y)
    var byLanes = LinearModel(inputs: 5)
    let J = examples.loss(model)
    examples.backward(into: &byLanes)
    let byLoops = backward(X, model.forward(X), y)
    #expect(close(J, loss(model.forward(X), y)))
    #expect(close(byLanes.weights.values + [byLanes.bias], byLoops.weights.values + [byLoops.bias], 2e-5))
  }
}

@Suite struct TrainingTests {
  @Test func `A model predicts the weighted sum`() {
    let model = LinearModel(weights: [2, -1], bias: 0.5)
    #expect(model.forward([3, 4]) == 2.5)
    #expect(model.forward([[3, 4], [1, 1]] as Matrix) == [2.5, 1.5])
  }

  @Test func `The first guess lies within the deck's bound and follows from the seed`() {
    var generator = SeededGenerator(seed: 5)
    let model = LinearModel(inputs: 100, using: &generator)
    let numbers = model.weights.values + [model.bias]
    #expect(numbers.allSatisfy { abs($0) <= 0.12 })
    #expect(numbers.max()! > 0.1 && numbers.min()! < -0.1)
    var again = SeededGenerator(seed: 5)
    #expect(LinearModel(inputs: 100, using: &again) == model)
    let biases = (0..<200).map { _ in LinearModel(inputs: 0, using: &again).bias }
    #expect(biases.allSatisfy { abs($0) <= 0.12 } && biases.max()! > 0.1 && biases.min()! < -0.1)
  }

  @Test func `A rate that is too large ends in an error with epoch, step, loss and rate`() throws {
    let (X, y) = try anscombe(1)
    var model = LinearModel(inputs: 1)
    let error = #expect(throws: Divergence.self) {
      try train(&model, X, y, TrainingSettings(learningRate: 0.03, epochs: 1000))
    }
    let divergence = try #require(error)
    #expect(divergence.learningRate == 0.03)
    #expect(!divergence.loss.isFinite)
    #expect((2...100).contains(divergence.epoch))
    #expect("\(divergence)".contains("epoch \(divergence.epoch)"))
    #expect("\(divergence)".contains("0.03"))
    #expect("\(divergence)".contains("the loss is \(divergence.loss)"))
  }

  @Test func `An error in a batch names the epoch and the step that met it`() throws {
    let X = Matrix(column: [1, 1, 1, 1, 1, 1, 1])
    var y = [Float](repeating: 1, count: 7)
    y[4] = 1e30
    for batch in [1, 2, 3] {
      let order = SeededGenerator.order(of: 7, epoch: 5, seed: 1)
      let place = try #require(order.firstIndex(of: 4))
      var model = LinearModel(inputs: 1)
      let settings = TrainingSettings(learningRate: 0.1, epochs: 9, batch: batch)
      let error = #expect(throws: Divergence.self) { try train(&model, X, y, settings, from: 5) }
      #expect(error?.epoch == 5 && error?.step == place / batch + 1)
    }
  }

  @Test func `The loss of an epoch is the mean over its examples`() throws {
    let X = Matrix(column: [1, 2, 3])
    var model = LinearModel(inputs: 1)
    let settings = TrainingSettings(learningRate: 1e-9, epochs: 1, batch: 2)
    try train(&model, X, [1, 2, 6], settings) {
      #expect(close($0.loss, (1 + 4 + 36) / 6))
      return true
    }
  }

  @Test func `Rates below 2 over the largest curvature converge and rates above it do not`() throws {
    // The largest eigenvalue of 1/11 X̃ᵀX̃ on Anscombe's first set, by numpy.linalg.eigvalsh, is 91.8912
    let (X, y) = try anscombe(1)
    var below = LinearModel(inputs: 1)
    try train(&below, X, y, TrainingSettings(learningRate: 0.98 * 2 / 91.8912, epochs: 400))
    #expect(loss(below.forward(X), y) < 2)
    var above = LinearModel(inputs: 1)
    try train(&above, X, y, TrainingSettings(learningRate: 1.02 * 2 / 91.8912, epochs: 200))
    #expect(loss(above.forward(X), y) > 1000)
  }

  @Test func `Without scaling the houses diverge at the rate that trains them scaled`() throws {
    let (X, y) = try houses()
    var raw = LinearModel(inputs: 3)
    #expect(throws: Divergence.self) {
      try train(&raw, X, y, TrainingSettings(learningRate: 0.1, epochs: 200))
    }
    let scaling = Standardization(of: X)
    var scaled = LinearModel(inputs: 3)
    try train(&scaled, scaling.apply(to: X), y, TrainingSettings(learningRate: 0.1, epochs: 2000))
    let best = try closedForm(X, y)
    #expect(close(scaling.undo(scaled).weights.values, best.weights.values, 1e-4))
    #expect(close(scaling.undo(scaled).forward([5, 3, 3000]), best.forward([5, 3, 3000]), 1e-4))
  }

  @Test(arguments: [1, 7, 32, 931])
  func `Small batches come near the best fit too`(batch: Int) throws {
    let (X, y) = try standardizedHouses()
    var model = LinearModel(inputs: 3)
    let rate: Float = batch == 1 ? 0.001 : 0.02
    try train(&model, X, y, TrainingSettings(learningRate: rate, epochs: 60, batch: batch))
    let least = loss(try closedForm(X, y).forward(X), y)
    // One batch of 931 and one of 1 make an epoch's two steps
    let limit: Float = batch == 931 ? 1.3 : 1.02
    #expect(loss(model.forward(X), y) < limit * least)
  }

  @Test func `A batch as large as the data is the whole data`() throws {
    let (X, y) = try standardizedHouses()
    var whole = LinearModel(inputs: 3)
    var large = whole
    try train(&whole, X, y, TrainingSettings(learningRate: 0.1, epochs: 5))
    try train(&large, X, y, TrainingSettings(learningRate: 0.1, epochs: 5, batch: 5000))
    #expect(whole == large)

    var inOrder = LinearModel(inputs: 3)
    for _ in 1...5 { update(&inOrder, backward(X, inOrder.forward(X), y), learningRate: 0.1) }
    #expect(whole == inOrder)
  }

  @Test func `A run in two parts gives the bits of a run in one, and one that is over stays over`() throws {
    let (X, y) = try standardizedHouses()
    var whole = LinearModel(inputs: 3)
    var parts = whole
    func settings(_ epochs: Int) -> TrainingSettings {
      TrainingSettings(
        learningRate: 0.01, epochs: epochs, batch: 32, penalty: Penalty(l1: 0.1, l2: 0.01))
    }
    try train(&whole, X, y, settings(20))
    #expect(try train(&parts, X, y, settings(8)) == 8)
    #expect(try train(&parts, X, y, settings(20), from: 9) == 20)
    #expect(try train(&parts, X, y, settings(20), from: 23) == 22)
    #expect(whole == parts)
  }

  @Test func `The order of examples is another in each epoch and for each seed`() throws {
    let (X, y) = try standardizedHouses()
    func trained(_ seed: UInt64, _ epochs: Int) throws -> LinearModel {
      var model = LinearModel(inputs: 3)
      try train(&model, X, y, TrainingSettings(learningRate: 0.01, epochs: epochs, batch: 32, seed: seed))
      return model
    }
    #expect(try trained(1, 1) == trained(1, 1))
    #expect(try trained(1, 1) != trained(2, 1))
    // An epoch's steps, each as a training of its own
    for (seed, epoch) in [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)] as [(UInt64, Int)] {
      var (model, expected) = (LinearModel(inputs: 3), LinearModel(inputs: 3))
      let settings = TrainingSettings(learningRate: 0.01, epochs: epoch, batch: 100, seed: seed)
      try train(&model, X, y, settings, from: epoch)
      let order = SeededGenerator.order(of: y.count, epoch: epoch, seed: seed)
      for start in stride(from: 0, to: y.count, by: 100) {
        let rows = Array(order[start..<min(start + 100, y.count)])
        try train(
          &expected, X.rows(rows), rows.map { y[$0] }, TrainingSettings(learningRate: 0.01, epochs: 1))
      }
      #expect(model == expected)
    }
  }

  @Test(arguments: [nil, 1, 7, 32, 931] as [Int?])
  func `Training by lanes is training by the plain loops`(batch: Int?) throws {
    let (X, y) = try standardizedHouses()
    let settings = TrainingSettings(
      learningRate: 0.01, epochs: 10, batch: batch, penalty: Penalty(l1: 0.1, l2: 0.01))
    var byLoops = LinearModel(inputs: 3)
    var byLanes = byLoops
    var losses: [Float] = []
    try train(&byLoops, X, y, settings) {
      losses.append($0.loss)
      return true
    }
    #expect(
      try Lanes.train(&byLanes, X, y, settings) { close($0.loss, losses[$0.number - 1], 1e-4) } == 10)
    #expect(close(byLanes.weights.values + [byLanes.bias], byLoops.weights.values + [byLoops.bias], 1e-4))
  }

  @Test func `Training ends where report says so, and hears of each epoch`() throws {
    let (X, y) = try anscombe(1)
    var model = LinearModel(inputs: 1)
    var heard: [Int] = []
    let last = try train(&model, X, y, TrainingSettings(learningRate: 0.01, epochs: 9), from: 3) {
      heard.append($0.number)
      return $0.number < 5
    }
    #expect(last == 5 && heard == [3, 4, 5])
  }

  @Test func `Weights that the last update spoils end in an error too, which names the loss before it`()
    throws
  {
    let (X, y) = try anscombe(1)
    for byLanes in [false, true] {
      var model = LinearModel(inputs: 1)
      let settings = TrainingSettings(learningRate: 3e38, epochs: 1)
      let error = #expect(throws: Divergence.self) {
        try byLanes ? Lanes.train(&model, X, y, settings) : train(&model, X, y, settings)
      }
      let divergence = try #require(error)
      #expect(close(divergence.loss, loss([Float](repeating: 0, count: 11), y)))
      #expect("\(divergence)".contains("not finite after a loss of \(divergence.loss) in epoch 1, step 1"))
    }
  }

  @Test func `Weights that an update spoils within an epoch are told by the loss of the next step`() throws {
    let X: Matrix = [[1e30], [1e30]]  // the first slope is −2e39, no number; the first loss, 1e18, is one
    for byLanes in [false, true] {
      var model = LinearModel(inputs: 1)
      let settings = TrainingSettings(learningRate: 1, epochs: 1, batch: 1)
      let error = #expect(throws: Divergence.self) {
        try byLanes ? Lanes.train(&model, X, [1e9, 1e9], settings) : train(&model, X, [1e9, 1e9], settings)
      }
      let divergence = try #require(error)
      #expect(divergence.step == 2 && !divergence.loss.isFinite)
    }
  }

  @Test func `A tolerance of 0 ends nothing, not even where the loss stands still`() throws {
    var model = LinearModel(inputs: 1)
    let settings = TrainingSettings(learningRate: 0.1, epochs: 5, tolerance: 0)
    #expect(try train(&model, [[1]], [0], settings) == 5)
    #expect(try Lanes.train(&model, [[1]], [0], settings) == 5)
  }

  @Test func `A weight or a bias alone makes a model not finite`() {
    #expect(LinearModel(weights: [1, 2], bias: 3).isFinite)
    #expect(!LinearModel(weights: [1, .infinity], bias: 3).isFinite)
    #expect(!LinearModel(weights: [1, 2], bias: .nan).isFinite)
  }

  @Test func `No epochs leave the model as it was`() throws {
    let (X, y) = try anscombe(1)
    var model = LinearModel(inputs: 1)
    #expect(try train(&model, X, y, TrainingSettings(learningRate: 0.01, epochs: 0)) == 0)
    #expect(model == LinearModel(inputs: 1))
  }
}

@Suite struct NewtonTests {
  @Test func `One step from anywhere lands on the closed form`() throws {
    for set in 1...4 {
      let (X, y) = try anscombe(set)
      let best = try closedForm(X, y)
      for start in [LinearModel(inputs: 1), LinearModel(weights: [-3], bias: 20)] {
        var model = start
        update(&model, try newtonStep(backward(X, model.forward(X), y), hessian(X)), learningRate: 1)
        #expect(close(model.bias, best.bias, 1e-4))
        #expect(close(model.weights[0, 0], best.weights[0, 0], 1e-4))
      }
    }
  }

  @Test func `The equations of the page are solved to the page's numbers`() throws {
    let (X, y) = try anscombe(1)
    let H = hessian(X)
    for (row, expected) in zip(H, [[1, 9], [9, 91]] as [[Double]]) {
      for (h, expected) in zip(row, expected) { #expect(abs(h - expected) < 1e-9) }
    }
    let xy = zip(X.values, y).map { Double($0 * $1) }.reduce(0, +) / 11
    #expect(abs(xy - 72.5091) < 5e-5)
    let w = try solve(H, [7.50090909, xy])
    #expect(abs(w[0] - 3.0001) < 5e-5 && abs(w[1] - 0.5001) < 5e-5)
  }

  @Test func `Half a step goes half the way`() throws {
    let (X, y) = try anscombe(1)
    var model = LinearModel(inputs: 1)
    update(&model, try newtonStep(backward(X, model.forward(X), y), hessian(X)), learningRate: 0.5)
    #expect(close(model.bias, 1.500045, 1e-4))
    #expect(close(model.weights[0, 0], 0.2500455, 1e-4))
  }

  @Test func `The Hessian is the gradient's central difference`() throws {
    let (X, y) = try standardizedHouses()
    let H = hessian(X, l2: 0.2)
    let penalty = Penalty(l2: 0.2)
    let start: [Float] = [1, 0.5, -0.5, 2]
    for row in 0..<4 {
      let check = try GradientCheck(H[row].map { Float($0) }, at: start) { p in
        let model = LinearModel(weights: Array(p[1...]), bias: p[0])
        var slopes = backward(X, model.forward(X), y.map { $0 / 100 })
        penalty.addGradient(of: model.weights, to: &slopes.weights)
        return ([slopes.bias] + slopes.weights.values)[row]
      }
      #expect(check.error < 1e-3)
    }
  }

  @Test func `A column that repeats another is refused, and a ridge makes it work`() throws {
    let (X, y) = try anscombe(1)
    let twice = Matrix((0..<X.rows).map { [X[$0, 0], 2 * X[$0, 0]] })
    #expect(throws: SingularMatrix(input: 1)) { try closedForm(twice, y) }
    let model = try closedForm(twice, y, l2: 0.001)
    #expect(close(model.weights[1, 0], 2 * model.weights[0, 0], 1e-3))
  }
}

@Suite struct RegularizationTests {
  @Test func `The lasso zeroes an irrelevant input exactly and the ridge does not`() throws {
    let (X, y) = try standardizedHouses()
    var generator = SeededGenerator(seed: 4)
    let noisy = Matrix((0..<X.rows).map { Array(X[row: $0]) + [generator.normal()] })
    var lasso = LinearModel(inputs: 4)
    try train(
      &lasso, noisy, y, TrainingSettings(learningRate: 0.3, epochs: 1000, penalty: Penalty(l1: 4)))
    #expect(lasso.weights[3, 0] == 0)
    #expect(lasso.weights[2, 0] > 90)
    let ridge = try closedForm(noisy, y, l2: 0.1)
    #expect(ridge.weights[3, 0] != 0)
  }

  @Test func `Plain gradient descent on the lasso never holds a weight at zero`() throws {
    let (X, y) = try standardizedHouses()
    var generator = SeededGenerator(seed: 4)
    let noisy = Matrix((0..<X.rows).map { Array(X[row: $0]) + [generator.normal()] })
    var model = LinearModel(inputs: 4)
    var signs: [FloatingPointSign] = []
    for epoch in 1...2000 {
      var gradient = backward(noisy, model.forward(noisy), y)
      for j in 0..<4 {
        let w = model.weights[j, 0]
        gradient.weights[j, 0] += w == 0 ? 0 : w > 0 ? 4 : -4
      }
      update(&model, gradient, learningRate: 0.3)
      if epoch > 1900 {
        #expect(model.weights[3, 0] != 0)
        signs.append(model.weights[3, 0].sign)
      }
    }
    #expect(signs.contains(.plus) && signs.contains(.minus))
  }

  @Test func `A shrinking step stops at zero and leaves the bias alone`() {
    var model = LinearModel(weights: [0.5, -0.5, 0.05, -0.05, 0], bias: 0.01)
    Penalty(l1: 1).shrink(&model.weights, learningRate: 0.1)
    #expect(close(model.weights.values, [0.4, -0.4, 0, 0, 0]))
    #expect(model.weights[2, 0] == 0 && model.weights[3, 0] == 0)
    #expect(model.bias == 0.01)
  }

  @Test func `The lasso leaves what is no number as it is, for the training to find`() {
    for l1 in [0, 0.5] as [Float] {
      var weights: Matrix = [[.nan, .infinity, -.infinity]]
      Penalty(l1: l1).shrink(&weights, learningRate: 1)
      #expect(weights[0, 0].isNaN && weights[0, 1] == .infinity && weights[0, 2] == -.infinity)
    }
  }

  @Test func `Without a ridge a gradient stays as it is, of weights of any size`() {
    var gradient: Matrix = [[1, -2]]
    Penalty(l1: 1).addGradient(of: [[.infinity, 3]], to: &gradient)
    #expect(gradient == [[1, -2]])
  }

  @Test func `The penalty costs λ times the sum of sizes and of squares`() {
    let model = LinearModel(weights: [3, -4], bias: 100)
    #expect(Penalty(l1: 2).cost(of: model.weights) == 14)
    #expect(Penalty(l2: 2).cost(of: model.weights) == 50)
    #expect(Penalty().cost(of: model.weights) == 0)
  }
}

@Suite struct ScalingTests {
  @Test func `Standardized columns have mean 0 and deviation 1, and a constant one becomes 0`() {
    let X: Matrix = [[1, 10, 7], [2, 30, 7], [3, 50, 7], [6, 30, 7]]
    let scaling = Standardization(of: X)
    #expect(close(scaling.means.values, [3, 30, 7]))
    // √(14/4), √(800/4)
    #expect(close(scaling.deviations.values, [1.8708287, 14.142136, 1]))
    let S = scaling.apply(to: X)
    #expect(close(S.column(1), [-1.4142136, 0, 1.4142136, 0]))
    #expect(S.column(2) == [0, 0, 0, 0])
  }

  @Test func `A column far from zero has the deviation of one near it`() {
    for far in [16_777_200, -16_777_200] as [Float] {
      let scaling = Standardization(of: Matrix(column: [far + 1, far + 2, far + 4]))
      #expect(close(scaling.deviations.values, [1.2472191]))  // √(14/9)
    }
  }

  @Test func `A model taken back to raw inputs predicts the same`() {
    let X: Matrix = [[1, 10], [2, 30], [3, 50], [6, 30]]
    let scaling = Standardization(of: X)
    let model = LinearModel(weights: [0.7, -1.5], bias: 4)
    #expect(close(scaling.undo(model).forward(X), model.forward(scaling.apply(to: X))))
  }
}
