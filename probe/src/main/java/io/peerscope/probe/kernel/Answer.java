package io.peerscope.probe.kernel;

/// What a call gave.
///
/// @param value the result; meaningless where it failed
/// @param errno 0 where it went well, else why not
public record Answer(long value, int errno) {

  public static Answer of(long value) {
    return new Answer(value, 0);
  }

  public static Answer failed(int errno) {
    return new Answer(-1, errno);
  }

  public boolean isOk() {
    return errno == 0;
  }

  /// The result as a descriptor.
  public int descriptor() {
    return Math.toIntExact(value);
  }
}
