// All products at awkward shapes, into, added to, of some rows, packed; the functions on lanes.

func lanes(_ hash: inout Checksum, threads: Int) {
  var generator = SeededGenerator(seed: 11)
  func random(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns).map { _ in generator.normal() }
  }
  let team = Team(count: threads)
  for (m, k, n) in [
    (1, 1, 1), (3, 5, 7), (16, 16, 16), (17, 33, 31), (64, 100, 10), (300, 2, 100), (300, 100, 3),
    (9, 300, 47),
    (130, 70, 129),
  ] {
    let (X, W, D) = (random(m, k), random(k, n), random(m, n))
    var (Z, dW, dX) = (D, W, X)
    Z.assign(X, times: W, by: team)
    hash.add(Z.values)
    Z.assign(X, times: W, adding: true, by: team)
    hash.add(Z.values)
    dW.assign(X.transposed, times: D, adding: true, by: team)
    hash.add(dW.values)
    dX.assign(D, times: W.transposed, by: team)
    hash.add(dX.values)
    hash.add(W.transposed.times(X.transposed).values)
    Z.assign(rows: 0..<m / 2, X[rows: m - m / 2..<m], times: W.packed(), adding: true, by: team)
    hash.add(Z.values)
  }
  let X = random(7, 13)
  for f in [X.mapLanes { exp($0) }, X.mapLanes { tanh($0) }, X.mapLanes { sigmoid($0) }] {
    hash.add(f.values)
  }
  hash.add([X.sum()])
  hash.add(X.columnSums().values)
}
