package livekit.routes;

/** The contract against the emulator of the dev profile. */
class EmulatorContractTest extends AgentContract {
  private StandaloneEmulator emulator;

  @Override
  Access startLiveKit() throws Exception {
    emulator = new StandaloneEmulator();
    return emulator.access();
  }

  @Override
  void stopLiveKit() {
    if (emulator != null) {
      emulator.close();
    }
  }
}
