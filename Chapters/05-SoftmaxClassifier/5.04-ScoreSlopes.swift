import Matrices
import ReadAlong
import SoftmaxClassifier

let scoreSlopes = Section("5.4") { page in
  let p = softmax([2, 1, 0])
  try page.output("jacobian") { out in
    let J = softmaxJacobian(p)
    out.table(
      ["", "p", "∂/∂z₁", "∂/∂z₂", "∂/∂z₃"],
      (0..<3).map { k in
        ["p" + ["₁", "₂", "₃"][k], fixed(p[k], 4)] + J[row: k].map { fixed($0, 4) }
      })
  }
  let P: Matrix = [[0.2, 0.3, 0.5]]
  let slopes = scoreGradient(P, [1])
  let z = P.map { log($0) }
  try page.output("score-slopes") { out in
    out.table(
      ["class", "softmax", "one-hot", "slope", "slide", "by nudging"],
      zip(0..<3, ["0.2", "-0.7", "0.5"]).map { k, slide in
        var (up, down) = (z, z)
        up[0, k] += 0.01
        down[0, k] -= 0.01
        let rise = (crossEntropy(up, [1]) - crossEntropy(down, [1])) / 0.02
        return [
          "\(k + 1)", fixed(P[0, k], 1), fixed(oneHot([1], classes: 3)[0, k], 0), fixed(slopes[0, k], 1),
          slide, fixed(rise, 3),
        ]
      })
  }
}
