func lanes(_ hash: inout Checksum, threads: Int) {
  let (X, y) = examples()
  var model = LogisticModel(inputs: 3)
  do throws(Divergence) { try Lanes.train(&model, X, y, settings) } catch { hash.add(error.loss) }
  hash.add(model.weights.values + [model.bias])
}
