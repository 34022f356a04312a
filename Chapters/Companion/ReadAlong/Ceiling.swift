import Matrices

/// The most that so many threads can do, in billions of operations a second: multiply-adds on registers alone, as many
/// sums in flight as the registers hold. A multiply-add counts as two operations. The best of twenty tries, each so long
/// that to wake the threads takes no part of it worth mentioning.
public func ceiling(threads: Int = 1) -> Double {
  let steps = 1_000_000
  let team = Team(count: threads)
  let seconds = (0..<20).map { _ in
    let clock = secondsSinceStart()
    team.deal(threads) { _, _ in _ = multiplyAdds(steps) }
    return clock()
  }
  return 2e-9 * Double(threads * steps * sums * 16) / seconds.min()!
}

/// What a benchmark says of its arithmetic: its speed, the ceiling measured in the same run, and the share of it.
public func arithmetic(_ gflops: Double, ceiling: Double) -> String {
  "\"gflops\": \(gflops), \"ceiling_gflops\": \(ceiling), \"of_ceiling\": \(gflops / ceiling)"
}

// Of sixteen lanes each: 16 of 32 registers of AVX-512. Elsewhere a sum takes two registers of 16 or four of 32
#if AVX512 && arch(x86_64)
  private let sums = 16
#else
  private let sums = 6
#endif

@inline(never)
private func multiplyAdds(_ steps: Int) -> SIMD16<Float> {
  let factor = SIMD16<Float>(repeating: 0.999)
  return withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: sums) { sum in
    for i in 0..<sums { sum[i] = SIMD16(repeating: Float(i)) }
    for _ in 0..<steps {
      for i in 0..<sums { sum[i] = factor.addingProduct(sum[i], factor) }
    }
    return (0..<sums).reduce(.zero) { $0 + sum[$1] }
  }
}
