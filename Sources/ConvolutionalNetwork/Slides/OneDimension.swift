// Convolution and pooling along a line (deck B, "Convolutional Layer Example", "Pooling Example").
//
//     convolution        c_j = Σ_k w_k · f_(j·stride + k)
//     max pooling        c_j = max(f_2j, f_2j+1)
//     average pooling    c_j = (f_2j + f_2j+1) / 2
//
// Shapes:  f: inputs   w: window   c: (inputs − window) / stride + 1, of pooling inputs / 2

import Matrices

/// The kernel's sum at each place where it fits, `stride` inputs apart.
public func convolve(_ f: [Float], kernel w: [Float], stride: Int = 1) -> [Float] {
  require(!w.isEmpty && f.count >= w.count, "a kernel of \(w.count) on \(f.count) inputs")
  require(stride > 0, "a stride of \(stride)")
  var c = [Float](repeating: 0, count: (f.count - w.count) / stride + 1)
  for j in 0..<c.count {
    for k in 0..<w.count { c[j] += w[k] * f[j * stride + k] }
  }
  return c
}

/// Makes one number of every two neighbors: their mean or the larger one. An odd one at the end is left out.
public func pool(_ f: [Float], _ pooling: Pooling) -> [Float] {
  (0..<f.count / 2).map { j in
    switch pooling {
    case .average: (f[2 * j] + f[2 * j + 1]) / 2
    case .max: max(f[2 * j], f[2 * j + 1])
    }
  }
}
