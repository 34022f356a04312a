/// Stops the program with `message` unless `condition` holds.
///
/// The standard library's `precondition` says nothing in optimized builds; here a wrong shape is told with both
/// shapes in every build.
@inlinable @inline(__always)
public func require(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String,
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}
