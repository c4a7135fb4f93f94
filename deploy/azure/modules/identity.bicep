// Who the container app is to Azure. The app registration trusts it (a federated credential, made by
// registration/register.ts), so there is no secret and no certificate anywhere.

param name string
param location string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

@description('Object id: the subject of the federated credential.')
output principalId string = identity.properties.principalId
