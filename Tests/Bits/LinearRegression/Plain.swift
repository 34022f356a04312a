// A line through points with noise, by small batches with both penalties, and in closed form.

func examples() -> (X: Matrix, y: [Float]) {
  var generator = SeededGenerator(seed: 3)
  let X = Matrix(rows: 50, columns: 3).map { _ in generator.normal() }
  return (X, (0..<50).map { X[$0, 0] * 2 - X[$0, 2] + 0.5 + 0.1 * generator.normal() })
}

let settings = TrainingSettings(learningRate: 0.1, epochs: 5, batch: 12, penalty: Penalty(l1: 0.01, l2: 0.01))

func plain(_ hash: inout Checksum) {
  let (X, y) = examples()
  var model = LinearModel(inputs: 3)
  do throws(Divergence) { try train(&model, X, y, settings) } catch { hash.add(error.loss) }
  hash.add(model.weights.values + [model.bias])
  do throws(SingularMatrix) {
    let model = try closedForm(X, y)
    hash.add(model.weights.values + [model.bias])
  } catch { hash.add(Float(error.input)) }
}
