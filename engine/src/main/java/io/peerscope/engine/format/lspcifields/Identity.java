package io.peerscope.engine.format.lspcifields;

import io.peerscope.engine.config.ClassCode;
import io.peerscope.engine.config.VendorDevice;
import io.peerscope.engine.format.told.ToldFunctionBuilder;
import java.util.Optional;
import java.util.OptionalInt;

/// Class, vendor and device, as fields tell them.
///
/// @param progIf programming interface
record Identity(FieldValue type, FieldValue vendor, FieldValue device, OptionalInt progIf) {

  void into(ToldFunctionBuilder told) {
    boolean hasIds = vendor.number().isPresent() && device.number().isPresent();
    told.id(
        hasIds
            ? Optional.of(new VendorDevice(vendor.number().getAsInt(), device.number().getAsInt()))
            : Optional.empty());
    told.classCode(
        type.number().isPresent()
            ? Optional.of(new ClassCode(type.number().getAsInt(), progIf))
            : Optional.empty());
    told.className(type.words());
    told.name((vendor.words() + " " + device.words()).strip());
  }
}
