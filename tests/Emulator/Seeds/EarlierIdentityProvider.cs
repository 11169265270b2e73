namespace JumpCloud.Emulator;

/// <summary>The identity provider from which the company moves to JumpCloud: valid metadata with a certificate of its own (until 2055).</summary>
internal static class EarlierIdentityProvider
{
    public const string Metadata =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://login.acme.test/saml">
          <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <md:KeyDescriptor use="signing">
              <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
                <ds:X509Data><ds:X509Certificate>
                  MIIBHjCBxAIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9sb2dpbi5hY21lLnRlc3QwIBcNMjUwMTAxMDAwMDAwWhgPMjA1NTAxMDEwMDAwMD
                  BaMBoxGDAWBgNVBAMMD2xvZ2luLmFjbWUudGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABN/kbb9eg+R3tDFpgZQReOoMzaWxv+BaWHkg
                  fECehdohvF8wjG8bqf6pUxiaBi099/zkylKoH8uJWaY5WhUy+aAwCgYIKoZIzj0EAwIDSQAwRgIhALxo5LkcwL2e3RgwOLTg0YzfN9nCDQNGhi
                  HDxzFdnEGxAiEAkMsPWyUGQwf8pESq3/fRLxJ60zsI1UCAOdkHhFtSYeM=
                </ds:X509Certificate></ds:X509Data>
              </ds:KeyInfo>
            </md:KeyDescriptor>
            <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
            <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.acme.test/saml/sso"/>
          </md:IDPSSODescriptor>
        </md:EntityDescriptor>
        """;
}
