package io.peerscope.app.draw;

/// Carries something over the picture with the pointer.
public interface Carrier {

  /// The pointer has taken something.
  void take(Cargo cargo);

  /// The pointer is at a point of the scene.
  void carryTo(double sceneX, double sceneY);

  /// The button is released: what can land, lands.
  void letGo();

  /// Nothing has happened.
  void cancel();
}
