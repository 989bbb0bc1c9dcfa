package livekit.routes.token;

import java.util.List;
import livekit.routes.tenant.Tenant;
import org.apache.camel.Variable;

/** The last step of the flow: signs the token and makes the answer that carries it. */
public final class TokenIssuer {
  private final TokenSigner signer;
  private final String livekitUrl;

  /**
   * @param signer signs with LiveKit's key
   * @param livekitUrl where the participant connects to
   */
  public TokenIssuer(TokenSigner signer, String livekitUrl) {
    this.signer = signer;
    this.livekitUrl = livekitUrl;
  }

  /**
   * Signs and answers.
   *
   * @param tenant null for a caller that is not authenticated
   * @throws TokenGenerationException when the token cannot be signed
   */
  public TokenResponse issue(
      @Variable("request") TokenRequest request,
      @Variable("tenant") Tenant tenant,
      @Variable("agents") List<RoomAgent> agents) {
    return TokenResponse.of(signer.sign(request, tenant, agents), request, livekitUrl);
  }
}
