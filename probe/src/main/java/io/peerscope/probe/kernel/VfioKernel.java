package io.peerscope.probe.kernel;

/// The calls that the probe makes, and no others: there is none that writes to a file or device.
///
/// Descriptors and addresses are those of the process.
public interface VfioKernel {

  /// Opens a node below `/dev` for reading and writing, which requests need; never anything else.
  Answer open(String node);

  /// A request with a number as its argument.
  Answer request(int descriptor, Ioctl request, long argument);

  /// A request with bytes that the kernel reads and fills. A kernel that answers with more than fit
  /// tells so in the bytes and writes no further.
  Answer request(int descriptor, Ioctl request, byte[] block);

  /// A request whose bytes hold the address of an array that the kernel fills.
  ///
  /// @param pointerAt where in `block` the address of `array` goes
  Answer request(int descriptor, Ioctl request, byte[] block, int pointerAt, byte[] array);

  /// Reads at an offset (`pread`); the value is how many bytes came.
  Answer read(int descriptor, long offset, byte[] into);

  /// Maps a part of a device for reading (`PROT_READ`, shared); the value is the address. No byte
  /// of it is touched.
  Answer mapForReading(int descriptor, long offset, long size);

  /// Maps fresh memory of the process; the value is the address.
  Answer mapMemory(long size);

  Answer unmap(long address, long size);

  Answer close(int descriptor);
}
