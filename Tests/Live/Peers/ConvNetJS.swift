// The network of ConvNetJS's demo for MNIST and its rule, by the loops of chapter 6, for a race in one browser.
//
//     24 × 24 → 8 maps, 5 × 5 → ReLU, maximum of 2 × 2 → 16 maps, 5 × 5 → ReLU, maximum of 3 × 3 → 10 scores
//     Adadelta (Zeiler 2012):  s ← ρ s + (1 − ρ) g²   δ = −√((u + ε) / (s + ε)) g   u ← ρ u + (1 − ρ) δ²   w ← w + δ
//
// Both convolutions have an edge of two zeros. Sixteen images are in the lanes of each number.

private struct Net {
  var c1 = Convolution(inputs: 1, outputs: 8, size: 5)
  var c2 = Convolution(inputs: 8, outputs: 16, size: 5)
  var weights = Matrix(rows: 256, columns: 10)
  var bias = Matrix(rows: 1, columns: 10)

  subscript(parameter: Int) -> Matrix {
    get { [c1.weights, c1.bias, c2.weights, c2.bias, weights, bias][parameter] }
    _modify {
      switch parameter {
      case 0: yield &c1.weights
      case 1: yield &c1.bias
      case 2: yield &c2.weights
      case 3: yield &c2.bias
      case 4: yield &weights
      default: yield &bias
      }
    }
  }
}

private final class Maps {
  let x = LaneMaps(1, 28, 28)
  let z1 = LaneMaps(8, 24, 24)
  let s1 = LaneMaps(8, 16, 16)
  let z2 = LaneMaps(16, 12, 12)
  let s2 = LaneMaps(16, 4, 4)
  let ds2 = LaneMaps(16, 4, 4)
  let d2 = LaneMaps(16, 12, 14)  // a zero at both ends of each row
  let ds1 = LaneMaps(8, 16, 16)
  let d1 = LaneMaps(8, 24, 26)  // the same
  let sums = LaneMaps(2, 5, 5)
  var A = Matrix(rows: 16, columns: 256)
  var Z = Matrix(rows: 16, columns: 10)
}

nonisolated(unsafe) private var net = Net()
nonisolated(unsafe) private var (squares, steps) = (Net(), Net())
nonisolated(unsafe) private var images: [Float] = []
nonisolated(unsafe) private var labels: [UInt8] = []
nonisolated(unsafe) private let maps = Maps()

/// Takes images of 24 × 24 numbers, and what they show.
@_expose(wasm, "setImages") @_cdecl("setImages")
public func setImages(_ numbers: UnsafePointer<Float>, _ classes: UnsafePointer<UInt8>, _ count: Int) {
  images = Array(UnsafeBufferPointer(start: numbers, count: 576 * count))
  labels = Array(UnsafeBufferPointer(start: classes, count: count))
}

/// Begins with these weights: those of a layer inputs × outputs, then its bias, layer by layer.
@_expose(wasm, "begin") @_cdecl("begin")
public func begin(_ numbers: UnsafePointer<Float>) {
  (net, squares, steps) = (Net(), Net(), Net())
  var place = numbers
  for parameter in 0..<6 {
    for i in net[parameter].values.indices { net[parameter].values[i] = place[i] }
    place += net[parameter].values.count
  }
}

/// A step with the images of these numbers; their mean loss.
@_expose(wasm, "step") @_cdecl("step")
public func step(_ numbers: UnsafePointer<Int32>, _ count: Int) -> Float {
  var gradient = Net()
  var loss: Float = 0
  for start in stride(from: 0, to: count, by: 16) {
    let part = (start..<min(start + 16, count)).map { Int(numbers[$0]) }
    forward(part)
    var D = maps.Z
    for (i, image) in part.enumerated() {
      loss += crossEntropy(maps.Z, row: i, labels[image], of: count, into: &D)
    }
    backward(D, part.count, &gradient)
  }
  for parameter in 0..<6 {
    let decay: Float = parameter % 2 == 0 ? 0.001 / Float(count) : 0
    adadelta(&net[parameter], &squares[parameter], &steps[parameter], gradient[parameter], decay)
  }
  return loss / Float(count)
}

/// Gives what the images from `start` on are taken for.
@_expose(wasm, "classify") @_cdecl("classify")
public func classify(_ start: Int, _ count: Int) {
  var found: [Int] = []
  for first in stride(from: start, to: start + count, by: 16) {
    let part = Array(first..<min(first + 16, start + count))
    forward(part)
    found += maps.Z.argmax().prefix(part.count)
  }
  give(found.map { Float($0) })
}

private func adadelta(
  _ W: inout Matrix, _ S: inout Matrix, _ U: inout Matrix, _ G: Matrix, _ decay: Float
) {
  let (rho, epsilon): (Float, Float) = (0.95, 1e-8)
  for i in G.values.indices {
    let g = G.values[i] + decay * W.values[i]
    S.values[i] = rho * S.values[i] + (1 - rho) * g * g
    let delta = -((U.values[i] + epsilon) / (S.values[i] + epsilon)).squareRoot() * g
    U.values[i] = rho * U.values[i] + (1 - rho) * delta * delta
    W.values[i] += delta
  }
}

// MARK: - Forward and backward

@inline(never) private func convolve1() {
  convolve(maps.x.start, net.c1, into: maps.z1.start, side: 28, tile: 4)
}
@inline(never) private func convolve2() {
  convolve(maps.s1.start, net.c2, into: maps.z2.start, side: 16, tile: 4)
}
@inline(never) private func inputGradient2() {
  inputGradient(maps.d2.start, net.c2, into: maps.ds1.start, side: 16, tile: 4)
}
@inline(never) private func weightGradient1(_ gradient: inout Convolution) {
  weightGradient(maps.x.start, maps.d1.start + 1, into: &gradient, side: 28, tile: 2, rows: 2, maps.sums)
}
@inline(never) private func weightGradient2(_ gradient: inout Convolution) {
  weightGradient(maps.s1.start, maps.d2.start + 1, into: &gradient, side: 16, tile: 2, rows: 12, maps.sums)
}

private func forward(_ part: [Int]) {
  for (lane, image) in part.enumerated() {
    for row in 0..<24 {
      for column in 0..<24 {
        maps.x.numbers[((row + 2) * 28 + column + 2) * 16 + lane] = images[image * 576 + row * 24 + column]
      }
    }
  }
  convolve1()
  rectifyAndPool(maps.z1, by: 2, into: maps.s1, edge: 2)
  convolve2()
  rectifyAndPool(maps.z2, by: 3, into: maps.s2, edge: 0)
  for lane in 0..<16 {
    for i in 0..<256 { maps.A.values[lane * 256 + i] = maps.s2.numbers[i * 16 + lane] }
  }
  maps.Z.assign(maps.A, times: net.weights)
  maps.Z += net.bias
}

private func backward(_ D: Matrix, _ count: Int, _ gradient: inout Net) {
  var D = D
  for i in count * 10..<160 { D.values[i] = 0 }
  gradient.weights.assign(maps.A.transposed, times: D, adding: true)
  gradient.bias += D.columnSums()
  let dA = D.times(net.weights.transposed)
  for lane in 0..<16 {
    for i in 0..<256 { maps.ds2.numbers[i * 16 + lane] = dA.values[lane * 256 + i] }
  }
  passBack(maps.ds2, edge: 0, maps.z2, by: 3, into: maps.d2)
  var part = gradient.c2
  weightGradient2(&part)
  gradient.c2.weights += part.weights
  gradient.c2.bias += part.bias
  inputGradient2()
  passBack(maps.ds1, edge: 2, maps.z1, by: 2, into: maps.d1)
  part = gradient.c1
  weightGradient1(&part)
  gradient.c1.weights += part.weights
  gradient.c1.bias += part.bias
}

/// s = the largest of each square of z, or 0 if none is above; around s are `edge` zeros.
private func rectifyAndPool(_ z: LaneMaps, by n: Int, into s: LaneMaps, edge: Int) {
  for map in 0..<s.maps {
    for row in 0..<s.rows - 2 * edge {
      for column in 0..<s.columns - 2 * edge {
        let square = z.start + ((map * z.rows + n * row) * z.columns + n * column)
        var top = Sixteen.zero
        for r in 0..<n {
          for c in 0..<n {
            let value = square[r * z.columns + c]
            top.replace(with: value, where: value .> top)
          }
        }
        s.start[(map * s.rows + row + edge) * s.columns + column + edge] = top
      }
    }
  }
}

/// d = the slope of each square at the first of its largest places, if that is above 0.
private func passBack(_ ds: LaneMaps, edge: Int, _ z: LaneMaps, by n: Int, into d: LaneMaps) {
  for map in 0..<ds.maps {
    for row in 0..<ds.rows - 2 * edge {
      for column in 0..<ds.columns - 2 * edge {
        let square = z.start + ((map * z.rows + n * row) * z.columns + n * column)
        let target = d.start + ((map * d.rows + n * row) * d.columns + n * column + 1)
        var top = Sixteen.zero
        for r in 0..<n {
          for c in 0..<n {
            let value = square[r * z.columns + c]
            top.replace(with: value, where: value .> top)
          }
        }
        let slope = ds.start[(map * ds.rows + row + edge) * ds.columns + column + edge]
        var rest = Sixteen.zero.replacing(with: slope, where: top .> 0)
        for r in 0..<n {
          for c in 0..<n {
            let isTop = square[r * z.columns + c] .== top
            target[r * d.columns + c] = Sixteen.zero.replacing(with: rest, where: isTop)
            rest.replace(with: Sixteen.zero, where: isTop)
          }
        }
      }
    }
  }
}
