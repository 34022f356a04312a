import Testing

@testable import Figures
@testable import Formats
@testable import ReadAlong

@Suite struct GradientCheckTests {
  /// f = x² y + y³
  private func loss(_ p: [Float]) -> Float { p[0] * p[0] * p[1] + p[1] * p[1] * p[1] }

  private func gradient(_ p: [Float]) -> [Float] { [2 * p[0] * p[1], p[0] * p[0] + 3 * p[1] * p[1]] }

  @Test func `A right gradient passes`() throws {
    let check = try GradientCheck(gradient([1.5, -0.7]), at: [1.5, -0.7], loss: loss)
    #expect(check.error < 1e-4)
  }

  @Test func `A gradient spoilt in one place is caught, and the place named`() throws {
    var spoilt = gradient([1.5, -0.7])
    spoilt[1] *= 1.01
    let check = try GradientCheck(spoilt, at: [1.5, -0.7], loss: loss)
    #expect(check.error > 0.005)
    #expect(check.worst == 1)
    #expect(abs(check.expected - 3.72) < 1e-3)
  }

  @Test func `A gradient that is not a number does not pass`() throws {
    let check = try GradientCheck([.nan, 3.72], at: [1.5, -0.7], loss: loss)
    #expect(!(check.error < 1))
  }

  @Test func `Zeros held against zeros prove nothing and are refused`() {
    #expect(throws: UserError.self) { try GradientCheck([0, 0], at: [0, 0], loss: loss) }
  }

  @Test func `A loss that is not finite is refused`() {
    #expect(throws: UserError.self) { try GradientCheck([1], at: [1]) { _ in .infinity } }
  }
}
