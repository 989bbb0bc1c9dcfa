package livekit.routes.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import livekit.routes.ProtobufRooms;
import livekit.routes.api.StrictJson;
import livekit.routes.room.ListedRooms.ListedRoom;
import livekit.routes.settings.TenantList;
import livekit.routes.tenant.Tenants;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnRoomsTest {
  /** Should a route let somebody through who is no tenant. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void showsARoomWithoutATenantOnlyWhereAllAreShown(boolean anonymous) {
    OwnRooms rooms =
        new OwnRooms(StrictJson.mapper(), new RoomPolicy(new Tenants(TenantList.of())), anonymous);
    InputStream list =
        new ByteArrayInputStream(
            ProtobufRooms.list("{\"rooms\":[{\"name\":\"a\",\"metadata\":\"\"}]}"));
    RoomLookup.Found found = new RoomLookup.Found("a", new ListedRoom("a", ""));

    assertThat(rooms.listed(list, null).rooms()).hasSize(anonymous ? 1 : 0);
    assertThat(rooms.found(found, null) != null).isEqualTo(anonymous);
  }
}
