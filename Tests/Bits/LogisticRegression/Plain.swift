// Labels with noise, by gradient descent with both penalties, and by Newton's method with a ridge.

func examples() -> (X: Matrix, y: [Float]) {
  var generator = SeededGenerator(seed: 3)
  let X = Matrix(rows: 50, columns: 3).map { _ in generator.normal() }
  return (X, (0..<50).map { X[$0, 0] * 2 - X[$0, 2] + generator.normal() > 0 ? 1 : 0 })
}

let settings = TrainingSettings(learningRate: 0.5, epochs: 20, penalty: Penalty(l1: 0.01, l2: 0.01))

func plain(_ hash: inout Checksum) {
  let (X, y) = examples()
  var model = LogisticModel(inputs: 3)
  do throws(Divergence) { try train(&model, X, y, settings) } catch { hash.add(error.loss) }
  hash.add(model.weights.values + [model.bias])
  do throws(SingularMatrix) {
    var model = LogisticModel(inputs: 3)
    try trainByNewton(&model, X, y, l2: 0.01)
    hash.add(model.weights.values + [model.bias])
  } catch { hash.add(Float(error.input)) }
}
