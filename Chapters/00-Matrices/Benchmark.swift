import ReadAlong
import Foundation
import Matrices

let benchmarkCommand = Command(
  "benchmark",
  summary: "Times the products of the chapters' shapes and some squares; prints JSON.",
  options: [Option("threads", value: "N", default: "1", help: "threads to divide the rows among")]
) { arguments in
  let threads = try arguments.threads()
  let team = Team(count: threads)
  let shapes = [
    (64, 64, 64), (128, 128, 128), (256, 256, 256), (512, 512, 512), (1024, 1024, 1024), (64, 784, 100),
    (64, 784, 300), (64, 100, 10), (64, 400, 120), (300, 2, 100), (300, 100, 3), (32, 128, 512),
    (32, 256, 1024),
  ]
  try expectMemory(ofNumbers: [6 << 20], for: "products of 1,024 × 1,024")
  var fields = ["\"work\": \"matmul\"", "\"threads\": \(threads)"]
  let most = ceiling(threads: threads)
  for (m, k, n) in shapes {
    let (X, W) = (Ladder.matrix(m, k), Ladder.matrix(k, n))
    var Z = Matrix(rows: m, columns: n)
    let seconds = secondsPerCall(atLeast: 0.4) {
      Z.assign(X, times: W, by: team)
    }
    let gflops = 2e-9 * Double(m * k * n) / seconds
    fields.append("\"\(m)x\(k)x\(n)\": {\(arithmetic(gflops, ceiling: most))}")
  }
  print("{" + fields.joined(separator: ", ") + "}")
}
