/// Stops the program with `message` unless `condition` holds.
///
/// The standard library's function of this name says nothing in optimised builds, and this package is always
/// optimised; here a wrong shape is told with both shapes in every build.
@inlinable @inline(__always)
public func precondition(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String = "",
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}
