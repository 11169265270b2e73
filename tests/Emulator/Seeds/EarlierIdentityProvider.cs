namespace JumpCloud.Emulator;

/// <summary>The identity provider from which the company moves to JumpCloud: valid metadata with a certificate of its own (until 2056).</summary>
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
                  MIIBeDCCAR6gAwIBAgIBATAKBggqhkjOPQQDAjAaMRgwFgYDVQQDDA9sb2dpbi5hY21lLnRlc3QwIBcNMjYxMTIzMjIyNDMwWhgPMjA1NjExMT
                  UyMjI0MzBaMBoxGDAWBgNVBAMMD2xvZ2luLmFjbWUudGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLF97i3dgM+P4eXnlK9+QUvRgauy
                  RMoWV4LrKYTj3J+4DTU0B4AKItdLcYbp7DUZIE7uyQ6duh0Gtj/u1sNKv/KjUzBRMB0GA1UdDgQWBBSnDBpqN2B/Cu8NyUchO53J44CpyTAfBg
                  NVHSMEGDAWgBSnDBpqN2B/Cu8NyUchO53J44CpyTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQDLcAlbro4iPs8W9M3kmPh4
                  q0AGUVniCVFzSZ7gy7wl2wIgKWeda+JoOohqNDrM0KnttuK0r/8hr0hxFVbaA8gpWyI=
                </ds:X509Certificate></ds:X509Data>
              </ds:KeyInfo>
            </md:KeyDescriptor>
            <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
            <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://login.acme.test/saml/sso"/>
          </md:IDPSSODescriptor>
        </md:EntityDescriptor>
        """;
}
